/** Written by npm run docs from the service's OpenAPI document. */
export interface paths {
    "/dossiers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs a token with one of the roles INTAKE_OFFICER, CITIZEN. */
        post: operations["DossiersController.submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dossiers/{id}/{command}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs a token with one of the roles INTAKE_OFFICER, CASE_OFFICER, SUPERVISOR. */
        post: operations["DossiersController.record"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dossiers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs a token. */
        get: operations["DossiersController.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dossiers/searches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs a token with one of the roles INTAKE_OFFICER, CASE_OFFICER, SUPERVISOR, LEADER. */
        post: operations["SearchController.search"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dossiers/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs a token with one of the roles INTAKE_OFFICER, CASE_OFFICER, SUPERVISOR, LEADER. */
        post: operations["SearchController.export"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dossiers/{id}/applicant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs a token with one of the roles INTAKE_OFFICER, CASE_OFFICER, SUPERVISOR. */
        get: operations["ApplicantsController.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/look-ups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["LookUpsController.lookUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dossiers/{id}/forms/apology": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs a token with one of the roles INTAKE_OFFICER, CASE_OFFICER, SUPERVISOR. */
        get: operations["FormsController.apology"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dossiers/{id}/forms/{form}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs a token with one of the roles INTAKE_OFFICER, CASE_OFFICER, SUPERVISOR. */
        get: operations["FormsController.form"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/registers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs a token with one of the roles INTAKE_OFFICER, CASE_OFFICER, SUPERVISOR. */
        post: operations["FormsController.register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/agencies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CatalogueController.agencies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/procedures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CatalogueController.procedures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            /** @example urn:motcua:problem:revision-stale */
            type: string;
            title: string;
            status: number;
            /** @description What is wrong and what to do, for people. */
            detail: string;
            /**
             * @description Stable, for programs.
             * @example revision-stale
             */
            code: string;
        } & {
            [key: string]: unknown;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "DossiersController.submit": {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each command; the same again on a retry. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    procedureCode: string;
                    receivingAgency: string;
                    settlingAgency?: string;
                    /** @enum {string} */
                    channel: "IN_PERSON" | "ONLINE" | "POSTAL";
                    applicant: {
                        /** @enum {string} */
                        kind: "CITIZEN" | "ENTERPRISE" | "HOUSEHOLD";
                        name: string;
                        /** @description In any writing; kept as 0901234567 or +14155550100. */
                        phone?: string;
                        /** @description Of an identity card, a passport or a tax code, in any writing; kept as 079084001234, B1234567 or 0301234567-001. */
                        idNumber?: string;
                        email?: string;
                        address?: string;
                        /**
                         * @description Of what is sent to the applicant.
                         * @default vi
                         * @enum {string}
                         */
                        language?: "vi" | "en";
                        /** @description Who hands in on the applicant's behalf. */
                        onBehalfOf?: {
                            name: string;
                            /** @description Of an identity card, a passport or a tax code, in any writing; kept as 079084001234, B1234567 or 0301234567-001. */
                            idNumber?: string;
                        };
                    };
                    /**
                     * @description The applicant signed in with an electronic identity; only the program where that was may say so.
                     * @default false
                     */
                    eIdVerified?: boolean;
                    /** @default [] */
                    components?: {
                        /** @description Component of the procedure. */
                        code: string;
                        /**
                         * @description What was handed in.
                         * @enum {string}
                         */
                        copyKind: "ORIGINAL" | "COPY" | "ELECTRONIC";
                        /** @description A file of it is kept. */
                        digitised: boolean;
                        /** @description Taken from what the administration held already. */
                        reused: boolean;
                    }[];
                    /** Format: date-time */
                    happenedAt?: string;
                };
            };
        };
        responses: {
            /** @description The dossier was handed in. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description The dossier; also subject and record key.
                         */
                        dossierId: string;
                        /** @description Code on the slip: agency, day, number of the day. */
                        dossierCode: string;
                        /** @description The procedure as it stood at receipt; a later version changes nothing here. */
                        procedure: {
                            /** @description Code of the national catalogue. */
                            code: string;
                            /** @description Version in force on the day of receipt. */
                            version: number;
                            /**
                             * @description How far the procedure is offered online.
                             * @enum {string}
                             */
                            onlineLevel: "NONE" | "PARTIAL_ONLINE" | "FULL_ONLINE";
                            /** @description Null: this procedure has no appointment date. */
                            timeLimit: {
                                /** @description How many units. */
                                amount: number;
                                /**
                                 * @description What is counted.
                                 * @enum {string}
                                 */
                                unit: "HOUR" | "HALF_DAY" | "WORKING_DAY" | "CALENDAR_DAY" | "MONTH";
                                /**
                                 * @description Due to the hour of receipt, or at the end of the last working day.
                                 * @enum {string}
                                 */
                                countingMode: "HOUR_EXACT" | "DAY_END";
                                /**
                                 * @description Working days to the day only: receipt up to this local time counts the day of receipt as the first.
                                 * @default null
                                 */
                                cutOff: string | null;
                                /**
                                 * @description Calendar days only: decreed days off are not counted.
                                 * @default false
                                 */
                                skipHolidays: boolean;
                            } | null;
                            /**
                             * @description What a supplement does to the clock.
                             * @enum {string}
                             */
                            clockPolicy: "PAUSE" | "RESET" | "SHIFT";
                            /** @description Null: free of charge. */
                            fee: {
                                /** @description Whole Vietnamese dong. */
                                amountVnd: number;
                                /**
                                 * @description Prepaid: due before the dossier can be accepted.
                                 * @enum {string}
                                 */
                                collection: "PREPAID" | "POSTPAID";
                                /**
                                 * @description What the amount is made of.
                                 * @default []
                                 */
                                lines: {
                                    /**
                                     * @description For a service, or levied by law.
                                     * @enum {string}
                                     */
                                    kind: "FEE" | "LEVY";
                                    /** @description As in the published procedure. */
                                    title: string;
                                    /** @description Whole Vietnamese dong. */
                                    amountVnd: number;
                                }[];
                            } | null;
                            /**
                             * @description The result is needed on paper.
                             * @default true
                             */
                            resultOnPaper: boolean;
                            /**
                             * @description Steps between agencies, in order; none for a procedure that one agency settles.
                             * @default []
                             */
                            steps: {
                                /** @description As in the published procedure. */
                                title: string;
                                /** @description Code of the agency that takes the step. */
                                agency: string;
                                /** @description Null: no limit of its own. */
                                timeLimit: {
                                    /** @description How many units. */
                                    amount: number;
                                    /**
                                     * @description What is counted.
                                     * @enum {string}
                                     */
                                    unit: "HOUR" | "HALF_DAY" | "WORKING_DAY" | "CALENDAR_DAY" | "MONTH";
                                    /**
                                     * @description Due to the hour of receipt, or at the end of the last working day.
                                     * @enum {string}
                                     */
                                    countingMode: "HOUR_EXACT" | "DAY_END";
                                    /**
                                     * @description Working days to the day only: receipt up to this local time counts the day of receipt as the first.
                                     * @default null
                                     */
                                    cutOff: string | null;
                                    /**
                                     * @description Calendar days only: decreed days off are not counted.
                                     * @default false
                                     */
                                    skipHolidays: boolean;
                                } | null;
                            }[];
                        };
                        /** @description Working calendar by which this dossier's time is counted. */
                        calendarId: string;
                        /**
                         * @description Revision of the calendar that the appointment was computed with; 0: none, or not noted then.
                         * @default 0
                         */
                        calendarRevision: number;
                        /** @description Code of the agency whose counter took it in. */
                        receivingAgency: string;
                        /** @description Code of the agency that decides. */
                        settlingAgency: string;
                        /** @description The settling agency and all above it at receipt, root first: what a role's scope is compared with. */
                        settlingAgencyPath: string[];
                        /**
                         * @description How it was handed in.
                         * @enum {string}
                         */
                        channel: "IN_PERSON" | "ONLINE" | "POSTAL";
                        /**
                         * @description Who hands it in, by kind; null: not known.
                         * @default null
                         * @enum {string|null}
                         */
                        partyKind: "CITIZEN" | "ENTERPRISE" | "HOUSEHOLD" | null;
                        /**
                         * @description The applicant was identified by an electronic identity (VNeID).
                         * @default false
                         */
                        eIdVerified: boolean;
                        /**
                         * @description The documents handed in.
                         * @default []
                         */
                        components: {
                            /** @description Component of the procedure. */
                            code: string;
                            /**
                             * @description What was handed in.
                             * @enum {string}
                             */
                            copyKind: "ORIGINAL" | "COPY" | "ELECTRONIC";
                            /** @description A file of it is kept. */
                            digitised: boolean;
                            /** @description Taken from what the administration held already. */
                            reused: boolean;
                        }[];
                        /**
                         * @description Code in the system it was imported from; null: it began here.
                         * @default null
                         */
                        externalCode: string | null;
                        /**
                         * @description Subject of the officer who settles it; null: nobody yet.
                         * @default null
                         */
                        caseOfficer: string | null;
                        /**
                         * @description Where it stands.
                         * @enum {string}
                         */
                        status: "SUBMITTED" | "ACCEPTED" | "REFUSED_AT_INTAKE" | "IN_PROCESS" | "SUPPLEMENT_REQUESTED" | "PAYMENT_REQUESTED" | "WITHDRAWN" | "SUSPENDED" | "TERMINATED" | "COMPLETED" | "RETURNED" | "VOIDED";
                        /**
                         * Format: date-time
                         * @description When it was handed in.
                         */
                        submittedAt: string;
                        /**
                         * Format: date-time
                         * @description When the submission took effect: at once, or when a prepaid fee was settled; null once that fee was paid back.
                         */
                        effectiveSubmittedAt: string | null;
                        /**
                         * Format: date-time
                         * @description When the counter accepted it and the clock started.
                         */
                        acceptedAt: string | null;
                        /**
                         * Format: date-time
                         * @description When the counter refused it.
                         */
                        refusedAt: string | null;
                        /**
                         * @description Working time between effectiveSubmittedAt and the moment at which the end of the wait was entered (acceptance, refusal, or withdrawal or voiding before them), in whole minutes; null: it waits, or was not counted.
                         * @default null
                         */
                        waitedWorkingMinutes: number | null;
                        /**
                         * Format: date-time
                         * @description As printed on the slip; never changes.
                         */
                        appointmentAt: string | null;
                        /**
                         * @description The appointment was computed from a calendar year that was not signed then.
                         * @default false
                         */
                        appointmentProvisional: boolean;
                        /** @description Requests to complete the dossier, in order; only the last one may be open. */
                        supplements: {
                            /**
                             * Format: date-time
                             * @description When the applicant was asked.
                             */
                            requestedAt: string;
                            /**
                             * Format: date-time
                             * @description When the request was entered here; null: not noted.
                             * @default null
                             */
                            recordedAt: string | null;
                            /**
                             * Format: date-time
                             * @description Null while it is awaited.
                             */
                            receivedAt: string | null;
                            /**
                             * Format: date-time
                             * @description When the wait may end the dossier; null: no limit.
                             * @default null
                             */
                            respondBy: string | null;
                        }[];
                        /**
                         * @description Other times in which it stood still, in order; only the last one may be open.
                         * @default []
                         */
                        suspensions: {
                            /**
                             * @description A financial duty of the applicant, or a decision to wait.
                             * @enum {string}
                             */
                            cause: "PAYMENT" | "SUSPENSION";
                            /**
                             * Format: date-time
                             * @description The clock stands still from here.
                             */
                            from: string;
                            /**
                             * Format: date-time
                             * @description When its beginning was entered here; null: not noted.
                             * @default null
                             */
                            recordedAt: string | null;
                            /**
                             * Format: date-time
                             * @description Null while it stands still.
                             */
                            to: string | null;
                        }[];
                        /**
                         * @description Steps between agencies begun so far; only the last one may be open.
                         * @default []
                         */
                        steps: {
                            /** @description As in the procedure. */
                            title: string;
                            /** @description Code of the agency responsible. */
                            agency: string;
                            /**
                             * Format: date-time
                             * @description When that agency received it.
                             */
                            from: string;
                            /**
                             * Format: date-time
                             * @description When that agency was done with it; null: it is not.
                             */
                            to: string | null;
                            /** @description Null: no limit of its own. */
                            timeLimit: {
                                /** @description How many units. */
                                amount: number;
                                /**
                                 * @description What is counted.
                                 * @enum {string}
                                 */
                                unit: "HOUR" | "HALF_DAY" | "WORKING_DAY" | "CALENDAR_DAY" | "MONTH";
                                /**
                                 * @description Due to the hour of receipt, or at the end of the last working day.
                                 * @enum {string}
                                 */
                                countingMode: "HOUR_EXACT" | "DAY_END";
                                /**
                                 * @description Working days to the day only: receipt up to this local time counts the day of receipt as the first.
                                 * @default null
                                 */
                                cutOff: string | null;
                                /**
                                 * @description Calendar days only: decreed days off are not counted.
                                 * @default false
                                 */
                                skipHolidays: boolean;
                            } | null;
                        }[];
                        /**
                         * @description Changes of the settling agency, in order: lateness stays with whom it came about.
                         * @default []
                         */
                        transfers: {
                            /**
                             * Format: date-time
                             * @description When the other agency took over.
                             */
                            at: string;
                            /**
                             * Format: date-time
                             * @description When the transfer was entered here; null: not noted.
                             * @default null
                             */
                            recordedAt: string | null;
                            /** @description Code of the agency that settled it until then. */
                            fromAgency: string;
                            /** @description Code of the agency that settles it from then on. */
                            toAgency: string;
                        }[];
                        /**
                         * Format: date-time
                         * @description Never changes once set, whatever is corrected later.
                         */
                        firstCompletedAt: string | null;
                        /**
                         * Format: date-time
                         * @description When the settling agency finished.
                         */
                        completedAt: string | null;
                        /**
                         * Format: date-time
                         * @description When completedAt was entered here, at first or by a correction; null: not completed, or not noted (before an import).
                         * @default null
                         */
                        completionRecordedAt: string | null;
                        /**
                         * @description Granted or denied; null while there is none.
                         * @enum {string|null}
                         */
                        result: "POSITIVE" | "NEGATIVE" | null;
                        /**
                         * @description The result was issued as an electronic document.
                         * @default false
                         */
                        electronicResult: boolean;
                        /**
                         * Format: date-time
                         * @description When the applicant received the result.
                         */
                        returnedAt: string | null;
                        /**
                         * Format: date-time
                         * @description When the applicant withdrew it.
                         */
                        withdrawnAt: string | null;
                        /**
                         * Format: date-time
                         * @description When the agency ended it without a result.
                         * @default null
                         */
                        terminatedAt: string | null;
                        /**
                         * Format: date-time
                         * @description When it was found to be an error and struck out.
                         * @default null
                         */
                        voidedAt: string | null;
                        /**
                         * Format: date-time
                         * @description When the first of withdrawnAt, terminatedAt and voidedAt was entered here; null: none of them, or not noted.
                         * @default null
                         */
                        endRecordedAt: string | null;
                        revision: number;
                        warnings: {
                            /** @enum {string} */
                            code: "likely-duplicate";
                            /** @description In English, to be read. */
                            text: string;
                            /** @description Those that the caller may see, newest first. */
                            dossierCodes: string[];
                        }[];
                    };
                };
            };
            /** @description Any error, as problem details (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "DossiersController.record": {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each command; the same again on a retry. */
                "Idempotency-Key": string;
                /** @description The revision decided on, as ETag: "3". */
                "If-Match": string;
            };
            path: {
                id: string;
                command: "accept" | "refuse" | "forward" | "assign" | "request-supplement" | "receive-supplement" | "request-payment" | "receive-payment" | "suspend" | "resume" | "complete" | "return" | "withdraw" | "terminate" | "transfer" | "correct" | "void";
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    happenedAt?: string;
                    /** @description Printed on forms; of request-supplement, a line that begins with "-" names something that is missing. */
                    reason?: string;
                    /**
                     * @description Of complete.
                     * @default POSITIVE
                     * @enum {string}
                     */
                    result?: "POSITIVE" | "NEGATIVE";
                    /**
                     * @description Of complete.
                     * @default false
                     */
                    electronicResult?: boolean;
                    /** @description Of forward and assign: subject of the officer. */
                    officer?: string;
                    /**
                     * Format: date-time
                     * @description Of request-supplement.
                     */
                    respondBy?: string;
                    /** @description Of transfer. */
                    settlingAgency?: string;
                    /** @description Of correct. */
                    correction?: {
                        /** @enum {string} */
                        channel?: "IN_PERSON" | "ONLINE" | "POSTAL";
                        /** @enum {string} */
                        partyKind?: "CITIZEN" | "ENTERPRISE" | "HOUSEHOLD";
                        eIdVerified?: boolean;
                        components?: {
                            /** @description Component of the procedure. */
                            code: string;
                            /**
                             * @description What was handed in.
                             * @enum {string}
                             */
                            copyKind: "ORIGINAL" | "COPY" | "ELECTRONIC";
                            /** @description A file of it is kept. */
                            digitised: boolean;
                            /** @description Taken from what the administration held already. */
                            reused: boolean;
                        }[];
                        /** Format: date-time */
                        completedAt?: string;
                        /** @enum {string} */
                        result?: "POSITIVE" | "NEGATIVE";
                        electronicResult?: boolean;
                        /** Format: date-time */
                        returnedAt?: string;
                    };
                    /** @description Of correct: replaces the applicant as a whole. */
                    applicant?: {
                        /** @enum {string} */
                        kind: "CITIZEN" | "ENTERPRISE" | "HOUSEHOLD";
                        name: string;
                        /** @description In any writing; kept as 0901234567 or +14155550100. */
                        phone?: string;
                        /** @description Of an identity card, a passport or a tax code, in any writing; kept as 079084001234, B1234567 or 0301234567-001. */
                        idNumber?: string;
                        email?: string;
                        address?: string;
                        /**
                         * @description Of what is sent to the applicant.
                         * @default vi
                         * @enum {string}
                         */
                        language?: "vi" | "en";
                        /** @description Who hands in on the applicant's behalf. */
                        onBehalfOf?: {
                            name: string;
                            /** @description Of an identity card, a passport or a tax code, in any writing; kept as 079084001234, B1234567 or 0301234567-001. */
                            idNumber?: string;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description The command was recorded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description The dossier; also subject and record key.
                         */
                        dossierId: string;
                        /** @description Code on the slip: agency, day, number of the day. */
                        dossierCode: string;
                        /** @description The procedure as it stood at receipt; a later version changes nothing here. */
                        procedure: {
                            /** @description Code of the national catalogue. */
                            code: string;
                            /** @description Version in force on the day of receipt. */
                            version: number;
                            /**
                             * @description How far the procedure is offered online.
                             * @enum {string}
                             */
                            onlineLevel: "NONE" | "PARTIAL_ONLINE" | "FULL_ONLINE";
                            /** @description Null: this procedure has no appointment date. */
                            timeLimit: {
                                /** @description How many units. */
                                amount: number;
                                /**
                                 * @description What is counted.
                                 * @enum {string}
                                 */
                                unit: "HOUR" | "HALF_DAY" | "WORKING_DAY" | "CALENDAR_DAY" | "MONTH";
                                /**
                                 * @description Due to the hour of receipt, or at the end of the last working day.
                                 * @enum {string}
                                 */
                                countingMode: "HOUR_EXACT" | "DAY_END";
                                /**
                                 * @description Working days to the day only: receipt up to this local time counts the day of receipt as the first.
                                 * @default null
                                 */
                                cutOff: string | null;
                                /**
                                 * @description Calendar days only: decreed days off are not counted.
                                 * @default false
                                 */
                                skipHolidays: boolean;
                            } | null;
                            /**
                             * @description What a supplement does to the clock.
                             * @enum {string}
                             */
                            clockPolicy: "PAUSE" | "RESET" | "SHIFT";
                            /** @description Null: free of charge. */
                            fee: {
                                /** @description Whole Vietnamese dong. */
                                amountVnd: number;
                                /**
                                 * @description Prepaid: due before the dossier can be accepted.
                                 * @enum {string}
                                 */
                                collection: "PREPAID" | "POSTPAID";
                                /**
                                 * @description What the amount is made of.
                                 * @default []
                                 */
                                lines: {
                                    /**
                                     * @description For a service, or levied by law.
                                     * @enum {string}
                                     */
                                    kind: "FEE" | "LEVY";
                                    /** @description As in the published procedure. */
                                    title: string;
                                    /** @description Whole Vietnamese dong. */
                                    amountVnd: number;
                                }[];
                            } | null;
                            /**
                             * @description The result is needed on paper.
                             * @default true
                             */
                            resultOnPaper: boolean;
                            /**
                             * @description Steps between agencies, in order; none for a procedure that one agency settles.
                             * @default []
                             */
                            steps: {
                                /** @description As in the published procedure. */
                                title: string;
                                /** @description Code of the agency that takes the step. */
                                agency: string;
                                /** @description Null: no limit of its own. */
                                timeLimit: {
                                    /** @description How many units. */
                                    amount: number;
                                    /**
                                     * @description What is counted.
                                     * @enum {string}
                                     */
                                    unit: "HOUR" | "HALF_DAY" | "WORKING_DAY" | "CALENDAR_DAY" | "MONTH";
                                    /**
                                     * @description Due to the hour of receipt, or at the end of the last working day.
                                     * @enum {string}
                                     */
                                    countingMode: "HOUR_EXACT" | "DAY_END";
                                    /**
                                     * @description Working days to the day only: receipt up to this local time counts the day of receipt as the first.
                                     * @default null
                                     */
                                    cutOff: string | null;
                                    /**
                                     * @description Calendar days only: decreed days off are not counted.
                                     * @default false
                                     */
                                    skipHolidays: boolean;
                                } | null;
                            }[];
                        };
                        /** @description Working calendar by which this dossier's time is counted. */
                        calendarId: string;
                        /**
                         * @description Revision of the calendar that the appointment was computed with; 0: none, or not noted then.
                         * @default 0
                         */
                        calendarRevision: number;
                        /** @description Code of the agency whose counter took it in. */
                        receivingAgency: string;
                        /** @description Code of the agency that decides. */
                        settlingAgency: string;
                        /** @description The settling agency and all above it at receipt, root first: what a role's scope is compared with. */
                        settlingAgencyPath: string[];
                        /**
                         * @description How it was handed in.
                         * @enum {string}
                         */
                        channel: "IN_PERSON" | "ONLINE" | "POSTAL";
                        /**
                         * @description Who hands it in, by kind; null: not known.
                         * @default null
                         * @enum {string|null}
                         */
                        partyKind: "CITIZEN" | "ENTERPRISE" | "HOUSEHOLD" | null;
                        /**
                         * @description The applicant was identified by an electronic identity (VNeID).
                         * @default false
                         */
                        eIdVerified: boolean;
                        /**
                         * @description The documents handed in.
                         * @default []
                         */
                        components: {
                            /** @description Component of the procedure. */
                            code: string;
                            /**
                             * @description What was handed in.
                             * @enum {string}
                             */
                            copyKind: "ORIGINAL" | "COPY" | "ELECTRONIC";
                            /** @description A file of it is kept. */
                            digitised: boolean;
                            /** @description Taken from what the administration held already. */
                            reused: boolean;
                        }[];
                        /**
                         * @description Code in the system it was imported from; null: it began here.
                         * @default null
                         */
                        externalCode: string | null;
                        /**
                         * @description Subject of the officer who settles it; null: nobody yet.
                         * @default null
                         */
                        caseOfficer: string | null;
                        /**
                         * @description Where it stands.
                         * @enum {string}
                         */
                        status: "SUBMITTED" | "ACCEPTED" | "REFUSED_AT_INTAKE" | "IN_PROCESS" | "SUPPLEMENT_REQUESTED" | "PAYMENT_REQUESTED" | "WITHDRAWN" | "SUSPENDED" | "TERMINATED" | "COMPLETED" | "RETURNED" | "VOIDED";
                        /**
                         * Format: date-time
                         * @description When it was handed in.
                         */
                        submittedAt: string;
                        /**
                         * Format: date-time
                         * @description When the submission took effect: at once, or when a prepaid fee was settled; null once that fee was paid back.
                         */
                        effectiveSubmittedAt: string | null;
                        /**
                         * Format: date-time
                         * @description When the counter accepted it and the clock started.
                         */
                        acceptedAt: string | null;
                        /**
                         * Format: date-time
                         * @description When the counter refused it.
                         */
                        refusedAt: string | null;
                        /**
                         * @description Working time between effectiveSubmittedAt and the moment at which the end of the wait was entered (acceptance, refusal, or withdrawal or voiding before them), in whole minutes; null: it waits, or was not counted.
                         * @default null
                         */
                        waitedWorkingMinutes: number | null;
                        /**
                         * Format: date-time
                         * @description As printed on the slip; never changes.
                         */
                        appointmentAt: string | null;
                        /**
                         * @description The appointment was computed from a calendar year that was not signed then.
                         * @default false
                         */
                        appointmentProvisional: boolean;
                        /** @description Requests to complete the dossier, in order; only the last one may be open. */
                        supplements: {
                            /**
                             * Format: date-time
                             * @description When the applicant was asked.
                             */
                            requestedAt: string;
                            /**
                             * Format: date-time
                             * @description When the request was entered here; null: not noted.
                             * @default null
                             */
                            recordedAt: string | null;
                            /**
                             * Format: date-time
                             * @description Null while it is awaited.
                             */
                            receivedAt: string | null;
                            /**
                             * Format: date-time
                             * @description When the wait may end the dossier; null: no limit.
                             * @default null
                             */
                            respondBy: string | null;
                        }[];
                        /**
                         * @description Other times in which it stood still, in order; only the last one may be open.
                         * @default []
                         */
                        suspensions: {
                            /**
                             * @description A financial duty of the applicant, or a decision to wait.
                             * @enum {string}
                             */
                            cause: "PAYMENT" | "SUSPENSION";
                            /**
                             * Format: date-time
                             * @description The clock stands still from here.
                             */
                            from: string;
                            /**
                             * Format: date-time
                             * @description When its beginning was entered here; null: not noted.
                             * @default null
                             */
                            recordedAt: string | null;
                            /**
                             * Format: date-time
                             * @description Null while it stands still.
                             */
                            to: string | null;
                        }[];
                        /**
                         * @description Steps between agencies begun so far; only the last one may be open.
                         * @default []
                         */
                        steps: {
                            /** @description As in the procedure. */
                            title: string;
                            /** @description Code of the agency responsible. */
                            agency: string;
                            /**
                             * Format: date-time
                             * @description When that agency received it.
                             */
                            from: string;
                            /**
                             * Format: date-time
                             * @description When that agency was done with it; null: it is not.
                             */
                            to: string | null;
                            /** @description Null: no limit of its own. */
                            timeLimit: {
                                /** @description How many units. */
                                amount: number;
                                /**
                                 * @description What is counted.
                                 * @enum {string}
                                 */
                                unit: "HOUR" | "HALF_DAY" | "WORKING_DAY" | "CALENDAR_DAY" | "MONTH";
                                /**
                                 * @description Due to the hour of receipt, or at the end of the last working day.
                                 * @enum {string}
                                 */
                                countingMode: "HOUR_EXACT" | "DAY_END";
                                /**
                                 * @description Working days to the day only: receipt up to this local time counts the day of receipt as the first.
                                 * @default null
                                 */
                                cutOff: string | null;
                                /**
                                 * @description Calendar days only: decreed days off are not counted.
                                 * @default false
                                 */
                                skipHolidays: boolean;
                            } | null;
                        }[];
                        /**
                         * @description Changes of the settling agency, in order: lateness stays with whom it came about.
                         * @default []
                         */
                        transfers: {
                            /**
                             * Format: date-time
                             * @description When the other agency took over.
                             */
                            at: string;
                            /**
                             * Format: date-time
                             * @description When the transfer was entered here; null: not noted.
                             * @default null
                             */
                            recordedAt: string | null;
                            /** @description Code of the agency that settled it until then. */
                            fromAgency: string;
                            /** @description Code of the agency that settles it from then on. */
                            toAgency: string;
                        }[];
                        /**
                         * Format: date-time
                         * @description Never changes once set, whatever is corrected later.
                         */
                        firstCompletedAt: string | null;
                        /**
                         * Format: date-time
                         * @description When the settling agency finished.
                         */
                        completedAt: string | null;
                        /**
                         * Format: date-time
                         * @description When completedAt was entered here, at first or by a correction; null: not completed, or not noted (before an import).
                         * @default null
                         */
                        completionRecordedAt: string | null;
                        /**
                         * @description Granted or denied; null while there is none.
                         * @enum {string|null}
                         */
                        result: "POSITIVE" | "NEGATIVE" | null;
                        /**
                         * @description The result was issued as an electronic document.
                         * @default false
                         */
                        electronicResult: boolean;
                        /**
                         * Format: date-time
                         * @description When the applicant received the result.
                         */
                        returnedAt: string | null;
                        /**
                         * Format: date-time
                         * @description When the applicant withdrew it.
                         */
                        withdrawnAt: string | null;
                        /**
                         * Format: date-time
                         * @description When the agency ended it without a result.
                         * @default null
                         */
                        terminatedAt: string | null;
                        /**
                         * Format: date-time
                         * @description When it was found to be an error and struck out.
                         * @default null
                         */
                        voidedAt: string | null;
                        /**
                         * Format: date-time
                         * @description When the first of withdrawnAt, terminatedAt and voidedAt was entered here; null: none of them, or not noted.
                         * @default null
                         */
                        endRecordedAt: string | null;
                        revision: number;
                    };
                };
            };
            /** @description Any error, as problem details (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "DossiersController.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The dossier and how it came to be so. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description The dossier; also subject and record key.
                         */
                        dossierId: string;
                        /** @description Code on the slip: agency, day, number of the day. */
                        dossierCode: string;
                        /** @description The procedure as it stood at receipt; a later version changes nothing here. */
                        procedure: {
                            /** @description Code of the national catalogue. */
                            code: string;
                            /** @description Version in force on the day of receipt. */
                            version: number;
                            /**
                             * @description How far the procedure is offered online.
                             * @enum {string}
                             */
                            onlineLevel: "NONE" | "PARTIAL_ONLINE" | "FULL_ONLINE";
                            /** @description Null: this procedure has no appointment date. */
                            timeLimit: {
                                /** @description How many units. */
                                amount: number;
                                /**
                                 * @description What is counted.
                                 * @enum {string}
                                 */
                                unit: "HOUR" | "HALF_DAY" | "WORKING_DAY" | "CALENDAR_DAY" | "MONTH";
                                /**
                                 * @description Due to the hour of receipt, or at the end of the last working day.
                                 * @enum {string}
                                 */
                                countingMode: "HOUR_EXACT" | "DAY_END";
                                /**
                                 * @description Working days to the day only: receipt up to this local time counts the day of receipt as the first.
                                 * @default null
                                 */
                                cutOff: string | null;
                                /**
                                 * @description Calendar days only: decreed days off are not counted.
                                 * @default false
                                 */
                                skipHolidays: boolean;
                            } | null;
                            /**
                             * @description What a supplement does to the clock.
                             * @enum {string}
                             */
                            clockPolicy: "PAUSE" | "RESET" | "SHIFT";
                            /** @description Null: free of charge. */
                            fee: {
                                /** @description Whole Vietnamese dong. */
                                amountVnd: number;
                                /**
                                 * @description Prepaid: due before the dossier can be accepted.
                                 * @enum {string}
                                 */
                                collection: "PREPAID" | "POSTPAID";
                                /**
                                 * @description What the amount is made of.
                                 * @default []
                                 */
                                lines: {
                                    /**
                                     * @description For a service, or levied by law.
                                     * @enum {string}
                                     */
                                    kind: "FEE" | "LEVY";
                                    /** @description As in the published procedure. */
                                    title: string;
                                    /** @description Whole Vietnamese dong. */
                                    amountVnd: number;
                                }[];
                            } | null;
                            /**
                             * @description The result is needed on paper.
                             * @default true
                             */
                            resultOnPaper: boolean;
                            /**
                             * @description Steps between agencies, in order; none for a procedure that one agency settles.
                             * @default []
                             */
                            steps: {
                                /** @description As in the published procedure. */
                                title: string;
                                /** @description Code of the agency that takes the step. */
                                agency: string;
                                /** @description Null: no limit of its own. */
                                timeLimit: {
                                    /** @description How many units. */
                                    amount: number;
                                    /**
                                     * @description What is counted.
                                     * @enum {string}
                                     */
                                    unit: "HOUR" | "HALF_DAY" | "WORKING_DAY" | "CALENDAR_DAY" | "MONTH";
                                    /**
                                     * @description Due to the hour of receipt, or at the end of the last working day.
                                     * @enum {string}
                                     */
                                    countingMode: "HOUR_EXACT" | "DAY_END";
                                    /**
                                     * @description Working days to the day only: receipt up to this local time counts the day of receipt as the first.
                                     * @default null
                                     */
                                    cutOff: string | null;
                                    /**
                                     * @description Calendar days only: decreed days off are not counted.
                                     * @default false
                                     */
                                    skipHolidays: boolean;
                                } | null;
                            }[];
                        };
                        /** @description Working calendar by which this dossier's time is counted. */
                        calendarId: string;
                        /**
                         * @description Revision of the calendar that the appointment was computed with; 0: none, or not noted then.
                         * @default 0
                         */
                        calendarRevision: number;
                        /** @description Code of the agency whose counter took it in. */
                        receivingAgency: string;
                        /** @description Code of the agency that decides. */
                        settlingAgency: string;
                        /** @description The settling agency and all above it at receipt, root first: what a role's scope is compared with. */
                        settlingAgencyPath: string[];
                        /**
                         * @description How it was handed in.
                         * @enum {string}
                         */
                        channel: "IN_PERSON" | "ONLINE" | "POSTAL";
                        /**
                         * @description Who hands it in, by kind; null: not known.
                         * @default null
                         * @enum {string|null}
                         */
                        partyKind: "CITIZEN" | "ENTERPRISE" | "HOUSEHOLD" | null;
                        /**
                         * @description The applicant was identified by an electronic identity (VNeID).
                         * @default false
                         */
                        eIdVerified: boolean;
                        /**
                         * @description The documents handed in.
                         * @default []
                         */
                        components: {
                            /** @description Component of the procedure. */
                            code: string;
                            /**
                             * @description What was handed in.
                             * @enum {string}
                             */
                            copyKind: "ORIGINAL" | "COPY" | "ELECTRONIC";
                            /** @description A file of it is kept. */
                            digitised: boolean;
                            /** @description Taken from what the administration held already. */
                            reused: boolean;
                        }[];
                        /**
                         * @description Code in the system it was imported from; null: it began here.
                         * @default null
                         */
                        externalCode: string | null;
                        /**
                         * @description Subject of the officer who settles it; null: nobody yet.
                         * @default null
                         */
                        caseOfficer: string | null;
                        /**
                         * @description Where it stands.
                         * @enum {string}
                         */
                        status: "SUBMITTED" | "ACCEPTED" | "REFUSED_AT_INTAKE" | "IN_PROCESS" | "SUPPLEMENT_REQUESTED" | "PAYMENT_REQUESTED" | "WITHDRAWN" | "SUSPENDED" | "TERMINATED" | "COMPLETED" | "RETURNED" | "VOIDED";
                        /**
                         * Format: date-time
                         * @description When it was handed in.
                         */
                        submittedAt: string;
                        /**
                         * Format: date-time
                         * @description When the submission took effect: at once, or when a prepaid fee was settled; null once that fee was paid back.
                         */
                        effectiveSubmittedAt: string | null;
                        /**
                         * Format: date-time
                         * @description When the counter accepted it and the clock started.
                         */
                        acceptedAt: string | null;
                        /**
                         * Format: date-time
                         * @description When the counter refused it.
                         */
                        refusedAt: string | null;
                        /**
                         * @description Working time between effectiveSubmittedAt and the moment at which the end of the wait was entered (acceptance, refusal, or withdrawal or voiding before them), in whole minutes; null: it waits, or was not counted.
                         * @default null
                         */
                        waitedWorkingMinutes: number | null;
                        /**
                         * Format: date-time
                         * @description As printed on the slip; never changes.
                         */
                        appointmentAt: string | null;
                        /**
                         * @description The appointment was computed from a calendar year that was not signed then.
                         * @default false
                         */
                        appointmentProvisional: boolean;
                        /** @description Requests to complete the dossier, in order; only the last one may be open. */
                        supplements: {
                            /**
                             * Format: date-time
                             * @description When the applicant was asked.
                             */
                            requestedAt: string;
                            /**
                             * Format: date-time
                             * @description When the request was entered here; null: not noted.
                             * @default null
                             */
                            recordedAt: string | null;
                            /**
                             * Format: date-time
                             * @description Null while it is awaited.
                             */
                            receivedAt: string | null;
                            /**
                             * Format: date-time
                             * @description When the wait may end the dossier; null: no limit.
                             * @default null
                             */
                            respondBy: string | null;
                        }[];
                        /**
                         * @description Other times in which it stood still, in order; only the last one may be open.
                         * @default []
                         */
                        suspensions: {
                            /**
                             * @description A financial duty of the applicant, or a decision to wait.
                             * @enum {string}
                             */
                            cause: "PAYMENT" | "SUSPENSION";
                            /**
                             * Format: date-time
                             * @description The clock stands still from here.
                             */
                            from: string;
                            /**
                             * Format: date-time
                             * @description When its beginning was entered here; null: not noted.
                             * @default null
                             */
                            recordedAt: string | null;
                            /**
                             * Format: date-time
                             * @description Null while it stands still.
                             */
                            to: string | null;
                        }[];
                        /**
                         * @description Steps between agencies begun so far; only the last one may be open.
                         * @default []
                         */
                        steps: {
                            /** @description As in the procedure. */
                            title: string;
                            /** @description Code of the agency responsible. */
                            agency: string;
                            /**
                             * Format: date-time
                             * @description When that agency received it.
                             */
                            from: string;
                            /**
                             * Format: date-time
                             * @description When that agency was done with it; null: it is not.
                             */
                            to: string | null;
                            /** @description Null: no limit of its own. */
                            timeLimit: {
                                /** @description How many units. */
                                amount: number;
                                /**
                                 * @description What is counted.
                                 * @enum {string}
                                 */
                                unit: "HOUR" | "HALF_DAY" | "WORKING_DAY" | "CALENDAR_DAY" | "MONTH";
                                /**
                                 * @description Due to the hour of receipt, or at the end of the last working day.
                                 * @enum {string}
                                 */
                                countingMode: "HOUR_EXACT" | "DAY_END";
                                /**
                                 * @description Working days to the day only: receipt up to this local time counts the day of receipt as the first.
                                 * @default null
                                 */
                                cutOff: string | null;
                                /**
                                 * @description Calendar days only: decreed days off are not counted.
                                 * @default false
                                 */
                                skipHolidays: boolean;
                            } | null;
                        }[];
                        /**
                         * @description Changes of the settling agency, in order: lateness stays with whom it came about.
                         * @default []
                         */
                        transfers: {
                            /**
                             * Format: date-time
                             * @description When the other agency took over.
                             */
                            at: string;
                            /**
                             * Format: date-time
                             * @description When the transfer was entered here; null: not noted.
                             * @default null
                             */
                            recordedAt: string | null;
                            /** @description Code of the agency that settled it until then. */
                            fromAgency: string;
                            /** @description Code of the agency that settles it from then on. */
                            toAgency: string;
                        }[];
                        /**
                         * Format: date-time
                         * @description Never changes once set, whatever is corrected later.
                         */
                        firstCompletedAt: string | null;
                        /**
                         * Format: date-time
                         * @description When the settling agency finished.
                         */
                        completedAt: string | null;
                        /**
                         * Format: date-time
                         * @description When completedAt was entered here, at first or by a correction; null: not completed, or not noted (before an import).
                         * @default null
                         */
                        completionRecordedAt: string | null;
                        /**
                         * @description Granted or denied; null while there is none.
                         * @enum {string|null}
                         */
                        result: "POSITIVE" | "NEGATIVE" | null;
                        /**
                         * @description The result was issued as an electronic document.
                         * @default false
                         */
                        electronicResult: boolean;
                        /**
                         * Format: date-time
                         * @description When the applicant received the result.
                         */
                        returnedAt: string | null;
                        /**
                         * Format: date-time
                         * @description When the applicant withdrew it.
                         */
                        withdrawnAt: string | null;
                        /**
                         * Format: date-time
                         * @description When the agency ended it without a result.
                         * @default null
                         */
                        terminatedAt: string | null;
                        /**
                         * Format: date-time
                         * @description When it was found to be an error and struck out.
                         * @default null
                         */
                        voidedAt: string | null;
                        /**
                         * Format: date-time
                         * @description When the first of withdrawnAt, terminatedAt and voidedAt was entered here; null: none of them, or not noted.
                         * @default null
                         */
                        endRecordedAt: string | null;
                        revision: number;
                        /** @description The commands that it takes now from whoever asks. */
                        readonly takes: ("accept" | "refuse" | "forward" | "assign" | "request-supplement" | "receive-supplement" | "request-payment" | "receive-payment" | "suspend" | "resume" | "complete" | "return" | "withdraw" | "terminate" | "transfer" | "correct" | "void")[];
                        history: {
                            revision: number;
                            type: string;
                            happenedAt: string;
                            recordedAt: string;
                            actor: string;
                        }[];
                    };
                };
            };
            /** @description Any error, as problem details (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "SearchController.search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description The beginning of our code, or the whole code of the former system; in any case. */
                    code?: string;
                    /** @description Whole words of the name of the applicant, in any order; accents do not count. */
                    name?: string;
                    /** @description Phone number of the applicant, in any writing. */
                    phone?: string;
                    /** @description Number of the identity document of the applicant, in any writing. */
                    idNumber?: string;
                    /** @description Any of these dossiers. */
                    ids?: string[];
                    /** @description Code of the procedure. */
                    procedure?: string;
                    /** @description Code of the receiving or settling agency, or of one above it. */
                    agency?: string;
                    /** @description Any of these. */
                    states?: ("SUBMITTED" | "ACCEPTED" | "REFUSED_AT_INTAKE" | "IN_PROCESS" | "SUPPLEMENT_REQUESTED" | "PAYMENT_REQUESTED" | "WITHDRAWN" | "SUSPENDED" | "TERMINATED" | "COMPLETED" | "RETURNED" | "VOIDED")[];
                    /** @description Subject of the case officer. */
                    officer?: string;
                    /**
                     * Format: date
                     * @description First local day on which it was handed in.
                     */
                    from?: string;
                    /**
                     * Format: date
                     * @description Last local day on which it was handed in.
                     */
                    to?: string;
                    /** @description The "next" of the page before. */
                    cursor?: string;
                    /**
                     * @description Dossiers on a page.
                     * @default 50
                     */
                    limit?: number;
                };
            };
        };
        responses: {
            /** @description A page of the dossiers that meet all of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Newest first. */
                        dossiers: {
                            /** Format: uuid */
                            dossierId: string;
                            dossierCode: string;
                            externalCode: string | null;
                            revision: number;
                            procedureCode: string;
                            procedureName: string | null;
                            receivingAgency: string;
                            settlingAgency: string;
                            /** @enum {string} */
                            channel: "IN_PERSON" | "ONLINE" | "POSTAL";
                            /** @enum {string} */
                            status: "SUBMITTED" | "ACCEPTED" | "REFUSED_AT_INTAKE" | "IN_PROCESS" | "SUPPLEMENT_REQUESTED" | "PAYMENT_REQUESTED" | "WITHDRAWN" | "SUSPENDED" | "TERMINATED" | "COMPLETED" | "RETURNED" | "VOIDED";
                            caseOfficer: string | null;
                            submittedAt: string;
                            acceptedAt: string | null;
                            appointmentAt: string | null;
                            /** @description Computed from a calendar year that was not signed then. */
                            appointmentProvisional: boolean;
                            completedAt: string | null;
                            returnedAt: string | null;
                        }[];
                        /** @description The cursor of the next page; null: this is the last one. */
                        next: string | null;
                    };
                };
            };
            /** @description Any error, as problem details (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "SearchController.export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The beginning of our code, or the whole code of the former system; in any case. */
                    code?: string;
                    /** @description Whole words of the name of the applicant, in any order; accents do not count. */
                    name?: string;
                    /** @description Phone number of the applicant, in any writing. */
                    phone?: string;
                    /** @description Number of the identity document of the applicant, in any writing. */
                    idNumber?: string;
                    /** @description Any of these dossiers. */
                    ids?: string[];
                    /** @description Code of the procedure. */
                    procedure?: string;
                    /** @description Code of the receiving or settling agency, or of one above it. */
                    agency?: string;
                    /** @description Any of these. */
                    states?: ("SUBMITTED" | "ACCEPTED" | "REFUSED_AT_INTAKE" | "IN_PROCESS" | "SUPPLEMENT_REQUESTED" | "PAYMENT_REQUESTED" | "WITHDRAWN" | "SUSPENDED" | "TERMINATED" | "COMPLETED" | "RETURNED" | "VOIDED")[];
                    /** @description Subject of the case officer. */
                    officer?: string;
                    /**
                     * Format: date
                     * @description First local day on which it was handed in.
                     */
                    from?: string;
                    /**
                     * Format: date
                     * @description Last local day on which it was handed in.
                     */
                    to?: string;
                    /** @enum {string} */
                    format: "csv" | "xlsx";
                };
            };
        };
        responses: {
            /** @description All dossiers that meet all of it, as a table. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv; charset=utf-8": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            /** @description Any error, as problem details (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "ApplicantsController.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The people behind the dossier and the reasons of its history; the access is noted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        applicant: {
                            /** @enum {string} */
                            kind: "CITIZEN" | "ENTERPRISE" | "HOUSEHOLD";
                            name: string;
                            /** @description In any writing; kept as 0901234567 or +14155550100. */
                            phone?: string;
                            /** @description Of an identity card, a passport or a tax code, in any writing; kept as 079084001234, B1234567 or 0301234567-001. */
                            idNumber?: string;
                            email?: string;
                            address?: string;
                            /**
                             * @description Of what is sent to the applicant.
                             * @default vi
                             * @enum {string}
                             */
                            language: "vi" | "en";
                            /** @description Who hands in on the applicant's behalf. */
                            onBehalfOf?: {
                                name: string;
                                /** @description Of an identity card, a passport or a tax code, in any writing; kept as 079084001234, B1234567 or 0301234567-001. */
                                idNumber?: string;
                            };
                        };
                        readonly history: {
                            revision: number;
                            reason: string | null;
                            /** @description Who stood there until this revision. */
                            formerApplicant: {
                                /** @enum {string} */
                                kind: "CITIZEN" | "ENTERPRISE" | "HOUSEHOLD";
                                name: string;
                                /** @description In any writing; kept as 0901234567 or +14155550100. */
                                phone?: string;
                                /** @description Of an identity card, a passport or a tax code, in any writing; kept as 079084001234, B1234567 or 0301234567-001. */
                                idNumber?: string;
                                email?: string;
                                address?: string;
                                /**
                                 * @description Of what is sent to the applicant.
                                 * @default vi
                                 * @enum {string}
                                 */
                                language: "vi" | "en";
                                /** @description Who hands in on the applicant's behalf. */
                                onBehalfOf?: {
                                    name: string;
                                    /** @description Of an identity card, a passport or a tax code, in any writing; kept as 079084001234, B1234567 or 0301234567-001. */
                                    idNumber?: string;
                                };
                            } | null;
                        }[];
                    };
                };
            };
            /** @description Any error, as problem details (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "LookUpsController.lookUp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description As it stands on the slip. */
                    dossierCode: string;
                    /** @description The last four digits of the applicant's phone number, or the token of the slip. */
                    secret: string;
                };
            };
        };
        responses: {
            /** @description How far the dossier has come; nothing personal. Nothing found and 429 are the same for a code that does not exist. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Null: no dossier has this code and this secret. */
                        dossier: {
                            dossierCode: string;
                            procedureName: string | null;
                            /** @description Of the settling agency. */
                            agencyName: string | null;
                            /** @description In Vietnamese, to be read. */
                            state: string;
                            /** @description Code of the national list; null: the dossier was an error. */
                            nationalState: number | null;
                            submittedAt: string;
                            acceptedAt: string | null;
                            /** @description As first promised. */
                            appointmentAt: string | null;
                            /** @description Computed from a calendar year that was not signed then. */
                            appointmentProvisional: boolean;
                            /** @description Where the due instant stands now; null: unknown yet, or none. */
                            dueAt: string | null;
                            /** @description Computed from a calendar year that is not signed yet. */
                            dueProvisional: boolean;
                            completedAt: string | null;
                            returnedAt: string | null;
                        } | null;
                    };
                };
            };
            /** @description Any error, as problem details (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "FormsController.apology": {
        parameters: {
            query?: {
                newDueAt?: string;
                ground?: "OTHER_AGENCY_LATE" | "VERIFICATION_NEEDED" | "COMPLEX_CASE" | "STAFF_OVERLOADED" | "SYSTEM_FAILURE" | "FORCE_MAJEURE";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The letter of apology as PDF: the recorded one, or one that asks. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description Any error, as problem details (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "FormsController.form": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                form: "appointment-slip" | "supplement-request" | "refusal" | "termination" | "control-sheet";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The form as PDF; 409 form-not-possible says what must happen first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description Any error, as problem details (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "FormsController.register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The agency that received, with all below it. */
                    agency: string;
                    /**
                     * Format: date
                     * @description First local day on which it was handed in.
                     */
                    from: string;
                    /**
                     * Format: date
                     * @description Last local day.
                     */
                    to: string;
                };
            };
        };
        responses: {
            /** @description The register of an agency as PDF, its dossiers in order of receipt. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description Any error, as problem details (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "CatalogueController.agencies": {
        parameters: {
            query?: {
                on?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The agency tree on a day; else every agency as it stands or stood last. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        name: string;
                        kind: string;
                        parent: string | null;
                        calendarId: string;
                        validFrom: string;
                        validUntil: string | null;
                        successor: string | null;
                    }[];
                };
            };
            /** @description Any error, as problem details (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "CatalogueController.procedures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The procedures in all their versions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        version: number;
                        name: string;
                        field: string;
                        /** @enum {string} */
                        onlineLevel: "NONE" | "PARTIAL_ONLINE" | "FULL_ONLINE";
                        timeLimit: {
                            /** @description How many units. */
                            amount: number;
                            /**
                             * @description What is counted.
                             * @enum {string}
                             */
                            unit: "HOUR" | "HALF_DAY" | "WORKING_DAY" | "CALENDAR_DAY" | "MONTH";
                            /**
                             * @description Due to the hour of receipt, or at the end of the last working day.
                             * @enum {string}
                             */
                            countingMode: "HOUR_EXACT" | "DAY_END";
                            /**
                             * @description Working days to the day only: receipt up to this local time counts the day of receipt as the first.
                             * @default null
                             */
                            cutOff: string | null;
                            /**
                             * @description Calendar days only: decreed days off are not counted.
                             * @default false
                             */
                            skipHolidays: boolean;
                        } | null;
                        onlineTimeLimit: {
                            /** @description How many units. */
                            amount: number;
                            /**
                             * @description What is counted.
                             * @enum {string}
                             */
                            unit: "HOUR" | "HALF_DAY" | "WORKING_DAY" | "CALENDAR_DAY" | "MONTH";
                            /**
                             * @description Due to the hour of receipt, or at the end of the last working day.
                             * @enum {string}
                             */
                            countingMode: "HOUR_EXACT" | "DAY_END";
                            /**
                             * @description Working days to the day only: receipt up to this local time counts the day of receipt as the first.
                             * @default null
                             */
                            cutOff: string | null;
                            /**
                             * @description Calendar days only: decreed days off are not counted.
                             * @default false
                             */
                            skipHolidays: boolean;
                        } | null;
                        /** @enum {string} */
                        clockPolicy: "PAUSE" | "RESET" | "SHIFT";
                        fee: {
                            amountVnd: number;
                            /** @enum {string} */
                            collection: "PREPAID" | "POSTPAID";
                            readonly lines: {
                                /** @enum {string} */
                                kind: "FEE" | "LEVY";
                                name: string;
                                amountVnd: number;
                            }[];
                        } | null;
                        resultOnPaper: boolean;
                        readonly steps: {
                            name: string;
                            agency: string;
                            timeLimit: {
                                /** @description How many units. */
                                amount: number;
                                /**
                                 * @description What is counted.
                                 * @enum {string}
                                 */
                                unit: "HOUR" | "HALF_DAY" | "WORKING_DAY" | "CALENDAR_DAY" | "MONTH";
                                /**
                                 * @description Due to the hour of receipt, or at the end of the last working day.
                                 * @enum {string}
                                 */
                                countingMode: "HOUR_EXACT" | "DAY_END";
                                /**
                                 * @description Working days to the day only: receipt up to this local time counts the day of receipt as the first.
                                 * @default null
                                 */
                                cutOff: string | null;
                                /**
                                 * @description Calendar days only: decreed days off are not counted.
                                 * @default false
                                 */
                                skipHolidays: boolean;
                            } | null;
                        }[];
                        readonly components: {
                            code: string;
                            name: string;
                            required: boolean;
                        }[];
                        validFrom: string;
                    }[];
                };
            };
            /** @description Any error, as problem details (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
