/** Written by npm run docs from the service's OpenAPI document. */
export interface paths {
    "/deadlines/{dossierId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs a token. */
        get: operations["DeadlinesController.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deadlines/{dossierId}/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs a token with one of the roles SUPERVISOR. */
        post: operations["DeadlinesController.extend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-lists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs a token with one of the roles INTAKE_OFFICER, CASE_OFFICER, SUPERVISOR, LEADER. */
        get: operations["WorkListsController.counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-lists/{list}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs a token with one of the roles INTAKE_OFFICER, CASE_OFFICER, SUPERVISOR, LEADER. */
        get: operations["WorkListsController.page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/calendars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CalendarsController.list"];
        put?: never;
        /** @description Needs a token with one of the roles CALENDAR_EDITOR. */
        post: operations["CalendarsController.publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/calendars/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs a token with one of the roles CALENDAR_EDITOR. */
        get: operations["CalendarsController.proposed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/calendars/{calendarId}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs a token with one of the roles CALENDAR_EDITOR. */
        post: operations["CalendarsController.approve"];
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
    "DeadlinesController.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dossierId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The dossier's clock. */
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
                        /**
                         * Format: date-time
                         * @description The appointment as first promised; never changes. Null: none was promised.
                         */
                        originalDueAt: string | null;
                        /**
                         * Format: date-time
                         * @description Due instant after all pauses so far, the extension and changes of the calendar; without an appointment, by the limit of the procedure. Null: the procedure has no limit either, or the clock is parked.
                         */
                        currentDueAt: string | null;
                        /**
                         * Format: date-time
                         * @description The due instant that the clock ran past first, or will: another one than currentDueAt when time stood still after that, or when a time of standing still, which counts from its entry here, was entered late, or when the present one cannot be computed. Null: it is currentDueAt.
                         * @default null
                         */
                        overdueFrom: string | null;
                        /**
                         * Format: date-time
                         * @description From here on the dossier is due soon.
                         */
                        dueSoonAt: string | null;
                        /** @description Computed from a calendar year that is not signed yet. */
                        provisional: boolean;
                        /** @description Times in which the clock stood still, as intervals; the last one may be open. */
                        pauses: {
                            /**
                             * Format: date-time
                             * @description The clock stands still from here.
                             */
                            from: string;
                            /**
                             * Format: date-time
                             * @description When its beginning was entered; null: not noted.
                             * @default null
                             */
                            recordedAt: string | null;
                            /**
                             * Format: date-time
                             * @description Null while it stands still.
                             */
                            to: string | null;
                            /**
                             * @description The applicant completes the dossier or meets a financial duty, or the agency waits.
                             * @default SUPPLEMENT
                             * @enum {string}
                             */
                            cause: "SUPPLEMENT" | "PAYMENT" | "SUSPENSION";
                        }[];
                        /**
                         * @description At most one, ever.
                         * @default null
                         */
                        extension: {
                            /**
                             * Format: date-time
                             * @description When it was recorded; before the due instant it replaces.
                             */
                            at: string;
                            /**
                             * Format: date-time
                             * @description When the letter of apology went out, at least one day before.
                             */
                            apologyAt: string;
                            /**
                             * @description Why.
                             * @enum {string}
                             */
                            ground: "OTHER_AGENCY_LATE" | "VERIFICATION_NEEDED" | "COMPLEX_CASE" | "STAFF_OVERLOADED" | "SYSTEM_FAILURE" | "FORCE_MAJEURE";
                            /**
                             * Format: date-time
                             * @description Due instant until then.
                             */
                            fromDueAt: string;
                            /**
                             * Format: date-time
                             * @description Due instant from then on.
                             */
                            toDueAt: string;
                        } | null;
                        /**
                         * @description How changes of the calendar moved the due instant, in order.
                         * @default []
                         */
                        reprojections: {
                            /**
                             * Format: date-time
                             * @description When the changed calendar was applied.
                             */
                            at: string;
                            /** @description Revision of the calendar that was applied. */
                            calendarRevision: number;
                            /**
                             * Format: date-time
                             * @description Due instant under the calendar before.
                             */
                            fromDueAt: string;
                            /**
                             * Format: date-time
                             * @description Due instant under this one.
                             */
                            toDueAt: string;
                            /** @description The days and sessions that moved it, with their sources. */
                            rules: string[];
                        }[];
                        /**
                         * @description Revision of the calendar that the due instant is computed with; 0: not noted then.
                         * @default 0
                         */
                        calendarRevision: number;
                        /** @description Steps between agencies, each with its own deadline. */
                        readonly steps: {
                            /** @description As in the procedure. */
                            title: string;
                            /** @description Code of the agency responsible: lateness of the step is its own. */
                            agency: string;
                            /**
                             * Format: date-time
                             * @description When that agency received it.
                             */
                            from: string;
                            /**
                             * Format: date-time
                             * @description When that agency must be done with it; null: no limit.
                             */
                            dueAt: string | null;
                            /**
                             * Format: date-time
                             * @description When it was; null: it is not.
                             */
                            to: string | null;
                            /**
                             * @description Null while the step is open or has no limit.
                             * @enum {string|null}
                             */
                            outcome: "EARLY" | "ON_TIME" | "OVERDUE" | null;
                            /** @description Done after its deadline, or open past it: the lateness of its agency, not of the dossier. */
                            late: boolean;
                        }[];
                        /**
                         * @description The due instant cannot be computed until the calendar holds more: currentDueAt and dueSoonAt are null, and a completion is not judged. Null: it can.
                         * @default null
                         */
                        parked: {
                            /**
                             * Format: date-time
                             * @description When it was found that the due instant cannot be computed yet.
                             */
                            since: string;
                            /**
                             * @description The calendar does not hold a year that is needed, or was never published.
                             * @enum {string}
                             */
                            reason: "CALENDAR_YEAR_MISSING" | "CALENDAR_NOT_PUBLISHED";
                            /** @description The year that is missing; null: the whole calendar is. */
                            year: number | null;
                        } | null;
                        /**
                         * @description Null: not given, or retracted.
                         * @default null
                         */
                        dueSoonNotice: {
                            /**
                             * Format: date-time
                             * @description When it was given.
                             */
                            at: string;
                            /**
                             * Format: date-time
                             * @description The instant that had come: due soon, or due.
                             */
                            of: string;
                        } | null;
                        /**
                         * @description Null: not given, or retracted.
                         * @default null
                         */
                        missedNotice: {
                            /**
                             * Format: date-time
                             * @description When it was given.
                             */
                            at: string;
                            /**
                             * Format: date-time
                             * @description The instant that had come: due soon, or due.
                             */
                            of: string;
                        } | null;
                        /**
                         * Format: date-time
                         * @description When the clock ended: completion, or withdrawal.
                         */
                        closedAt: string | null;
                        /**
                         * @description Null while open or parked, and for ever when the dossier ended without a result.
                         * @enum {string|null}
                         */
                        outcome: "EARLY" | "ON_TIME" | "OVERDUE" | null;
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
    "DeadlinesController.extend": {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each command; the same again on a retry. */
                "Idempotency-Key": string;
                /** @description The revision decided on, as ETag: "3". */
                "If-Match": string;
            };
            path: {
                dossierId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date-time
                     * @description When the letter of apology was sent.
                     */
                    apologyAt: string;
                    /** @enum {string} */
                    ground: "OTHER_AGENCY_LATE" | "VERIFICATION_NEEDED" | "COMPLEX_CASE" | "STAFF_OVERLOADED" | "SYSTEM_FAILURE" | "FORCE_MAJEURE";
                    /**
                     * Format: date-time
                     * @description The new appointment, as in the letter.
                     */
                    toDueAt: string;
                };
            };
        };
        responses: {
            /** @description The due instant was extended. */
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
                        /**
                         * Format: date-time
                         * @description The appointment as first promised; never changes. Null: none was promised.
                         */
                        originalDueAt: string | null;
                        /**
                         * Format: date-time
                         * @description Due instant after all pauses so far, the extension and changes of the calendar; without an appointment, by the limit of the procedure. Null: the procedure has no limit either, or the clock is parked.
                         */
                        currentDueAt: string | null;
                        /**
                         * Format: date-time
                         * @description The due instant that the clock ran past first, or will: another one than currentDueAt when time stood still after that, or when a time of standing still, which counts from its entry here, was entered late, or when the present one cannot be computed. Null: it is currentDueAt.
                         * @default null
                         */
                        overdueFrom: string | null;
                        /**
                         * Format: date-time
                         * @description From here on the dossier is due soon.
                         */
                        dueSoonAt: string | null;
                        /** @description Computed from a calendar year that is not signed yet. */
                        provisional: boolean;
                        /** @description Times in which the clock stood still, as intervals; the last one may be open. */
                        pauses: {
                            /**
                             * Format: date-time
                             * @description The clock stands still from here.
                             */
                            from: string;
                            /**
                             * Format: date-time
                             * @description When its beginning was entered; null: not noted.
                             * @default null
                             */
                            recordedAt: string | null;
                            /**
                             * Format: date-time
                             * @description Null while it stands still.
                             */
                            to: string | null;
                            /**
                             * @description The applicant completes the dossier or meets a financial duty, or the agency waits.
                             * @default SUPPLEMENT
                             * @enum {string}
                             */
                            cause: "SUPPLEMENT" | "PAYMENT" | "SUSPENSION";
                        }[];
                        /**
                         * @description At most one, ever.
                         * @default null
                         */
                        extension: {
                            /**
                             * Format: date-time
                             * @description When it was recorded; before the due instant it replaces.
                             */
                            at: string;
                            /**
                             * Format: date-time
                             * @description When the letter of apology went out, at least one day before.
                             */
                            apologyAt: string;
                            /**
                             * @description Why.
                             * @enum {string}
                             */
                            ground: "OTHER_AGENCY_LATE" | "VERIFICATION_NEEDED" | "COMPLEX_CASE" | "STAFF_OVERLOADED" | "SYSTEM_FAILURE" | "FORCE_MAJEURE";
                            /**
                             * Format: date-time
                             * @description Due instant until then.
                             */
                            fromDueAt: string;
                            /**
                             * Format: date-time
                             * @description Due instant from then on.
                             */
                            toDueAt: string;
                        } | null;
                        /**
                         * @description How changes of the calendar moved the due instant, in order.
                         * @default []
                         */
                        reprojections: {
                            /**
                             * Format: date-time
                             * @description When the changed calendar was applied.
                             */
                            at: string;
                            /** @description Revision of the calendar that was applied. */
                            calendarRevision: number;
                            /**
                             * Format: date-time
                             * @description Due instant under the calendar before.
                             */
                            fromDueAt: string;
                            /**
                             * Format: date-time
                             * @description Due instant under this one.
                             */
                            toDueAt: string;
                            /** @description The days and sessions that moved it, with their sources. */
                            rules: string[];
                        }[];
                        /**
                         * @description Revision of the calendar that the due instant is computed with; 0: not noted then.
                         * @default 0
                         */
                        calendarRevision: number;
                        /** @description Steps between agencies, each with its own deadline. */
                        readonly steps: {
                            /** @description As in the procedure. */
                            title: string;
                            /** @description Code of the agency responsible: lateness of the step is its own. */
                            agency: string;
                            /**
                             * Format: date-time
                             * @description When that agency received it.
                             */
                            from: string;
                            /**
                             * Format: date-time
                             * @description When that agency must be done with it; null: no limit.
                             */
                            dueAt: string | null;
                            /**
                             * Format: date-time
                             * @description When it was; null: it is not.
                             */
                            to: string | null;
                            /**
                             * @description Null while the step is open or has no limit.
                             * @enum {string|null}
                             */
                            outcome: "EARLY" | "ON_TIME" | "OVERDUE" | null;
                            /** @description Done after its deadline, or open past it: the lateness of its agency, not of the dossier. */
                            late: boolean;
                        }[];
                        /**
                         * @description The due instant cannot be computed until the calendar holds more: currentDueAt and dueSoonAt are null, and a completion is not judged. Null: it can.
                         * @default null
                         */
                        parked: {
                            /**
                             * Format: date-time
                             * @description When it was found that the due instant cannot be computed yet.
                             */
                            since: string;
                            /**
                             * @description The calendar does not hold a year that is needed, or was never published.
                             * @enum {string}
                             */
                            reason: "CALENDAR_YEAR_MISSING" | "CALENDAR_NOT_PUBLISHED";
                            /** @description The year that is missing; null: the whole calendar is. */
                            year: number | null;
                        } | null;
                        /**
                         * @description Null: not given, or retracted.
                         * @default null
                         */
                        dueSoonNotice: {
                            /**
                             * Format: date-time
                             * @description When it was given.
                             */
                            at: string;
                            /**
                             * Format: date-time
                             * @description The instant that had come: due soon, or due.
                             */
                            of: string;
                        } | null;
                        /**
                         * @description Null: not given, or retracted.
                         * @default null
                         */
                        missedNotice: {
                            /**
                             * Format: date-time
                             * @description When it was given.
                             */
                            at: string;
                            /**
                             * Format: date-time
                             * @description The instant that had come: due soon, or due.
                             */
                            of: string;
                        } | null;
                        /**
                         * Format: date-time
                         * @description When the clock ended: completion, or withdrawal.
                         */
                        closedAt: string | null;
                        /**
                         * @description Null while open or parked, and for ever when the dossier ended without a result.
                         * @enum {string|null}
                         */
                        outcome: "EARLY" | "ON_TIME" | "OVERDUE" | null;
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
    "WorkListsController.counts": {
        parameters: {
            query?: {
                agency?: string;
                officer?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How long each work list is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        open: number;
                        "due-today": number;
                        "due-soon": number;
                        overdue: number;
                        suspended: number;
                        "step-overdue": number;
                        parked: number;
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
    "WorkListsController.page": {
        parameters: {
            query?: {
                agency?: string;
                officer?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                list: "open" | "due-today" | "due-soon" | "overdue" | "suspended" | "step-overdue" | "parked";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of a work list, the first due first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deadlines: {
                            /** Format: uuid */
                            dossierId: string;
                            dossierCode: string;
                            settlingAgency: string;
                            caseOfficer: string | null;
                            /** Format: date-time */
                            originalDueAt: string | null;
                            /** Format: date-time */
                            currentDueAt: string | null;
                            /** Format: date-time */
                            dueSoonAt: string | null;
                            /** @description PROVISIONAL: counted with a calendar year that is not signed yet. */
                            provisional: boolean;
                            /** Format: date-time */
                            pausedSince: string | null;
                            /** @description Since when, why, and for which year of the calendar something of the clock waits; null: nothing does. */
                            parked: {
                                /**
                                 * Format: date-time
                                 * @description When it was found that the due instant cannot be computed yet.
                                 */
                                since: string;
                                /**
                                 * @description The calendar does not hold a year that is needed, or was never published.
                                 * @enum {string}
                                 */
                                reason: "CALENDAR_YEAR_MISSING" | "CALENDAR_NOT_PUBLISHED";
                                /** @description The year that is missing; null: the whole calendar is. */
                                year: number | null;
                            } | null;
                            revision: number;
                            /** @description The step that is open, and who is responsible for it; null: none is. */
                            step: {
                                /** @description As in the procedure. */
                                title: string;
                                /** @description Code of the agency responsible: lateness of the step is its own. */
                                agency: string;
                                /**
                                 * Format: date-time
                                 * @description When that agency received it.
                                 */
                                from: string;
                                /**
                                 * Format: date-time
                                 * @description When that agency must be done with it; null: no limit.
                                 */
                                dueAt: string | null;
                                /**
                                 * Format: date-time
                                 * @description When it was; null: it is not.
                                 */
                                to: string | null;
                                /**
                                 * @description Null while the step is open or has no limit.
                                 * @enum {string|null}
                                 */
                                outcome: "EARLY" | "ON_TIME" | "OVERDUE" | null;
                                /** @description Done after its deadline, or open past it: the lateness of its agency, not of the dossier. */
                                late: boolean;
                            } | null;
                            /** @description All steps that are late, each with the agency responsible. */
                            readonly lateSteps: {
                                /** @description As in the procedure. */
                                title: string;
                                /** @description Code of the agency responsible: lateness of the step is its own. */
                                agency: string;
                                /**
                                 * Format: date-time
                                 * @description When that agency received it.
                                 */
                                from: string;
                                /**
                                 * Format: date-time
                                 * @description When that agency must be done with it; null: no limit.
                                 */
                                dueAt: string | null;
                                /**
                                 * Format: date-time
                                 * @description When it was; null: it is not.
                                 */
                                to: string | null;
                                /**
                                 * @description Null while the step is open or has no limit.
                                 * @enum {string|null}
                                 */
                                outcome: "EARLY" | "ON_TIME" | "OVERDUE" | null;
                                /** @description Done after its deadline, or open past it: the lateness of its agency, not of the dossier. */
                                late: boolean;
                            }[];
                        }[];
                        /** @description Null: this was the last page. */
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
    "CalendarsController.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The published working calendars. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The calendar; also subject and record key. */
                        calendarId: string;
                        /** @description Weekly working sessions. */
                        schedules: {
                            /**
                             * Format: date
                             * @description First local day; valid until the next schedule begins.
                             */
                            validFrom: string;
                            /** @description When the agency works. */
                            sessions: {
                                /** @description ISO weekday, 1 = Monday. */
                                weekday: number;
                                /** @description Local time at which work begins. */
                                from: string;
                                /** @description Local time at which work ends. */
                                to: string;
                            }[];
                        }[];
                        /** @description Years that can be counted; time in any other year is an error. */
                        years: {
                            /** @description Calendar year. */
                            year: number;
                            /**
                             * @description Provisional until the decision on holidays is signed.
                             * @enum {string}
                             */
                            status: "SIGNED" | "PROVISIONAL";
                            /** @description Days that differ from the weekly sessions. */
                            entries: {
                                /**
                                 * Format: date
                                 * @description Local day.
                                 */
                                date: string;
                                /**
                                 * @description A day off, or a day of rest that is worked.
                                 * @enum {string}
                                 */
                                kind: "OFF" | "MAKEUP";
                                /** @description The decision it comes from. */
                                source: string;
                            }[];
                        }[];
                        revision: number;
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
    "CalendarsController.publish": {
        parameters: {
            query?: {
                dryRun?: "true" | "false";
            };
            header: {
                /** @description A new one for each command; the same again on a retry. */
                "Idempotency-Key": string;
                /** @description The revision decided on, as ETag: "3". */
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The calendar; also subject and record key. */
                    calendarId: string;
                    /** @description Weekly working sessions. */
                    schedules: {
                        /**
                         * Format: date
                         * @description First local day; valid until the next schedule begins.
                         */
                        validFrom: string;
                        /** @description When the agency works. */
                        sessions: {
                            /** @description ISO weekday, 1 = Monday. */
                            weekday: number;
                            /** @description Local time at which work begins. */
                            from: string;
                            /** @description Local time at which work ends. */
                            to: string;
                        }[];
                    }[];
                    /** @description Years that can be counted; time in any other year is an error. */
                    years: {
                        /** @description Calendar year. */
                        year: number;
                        /**
                         * @description Provisional until the decision on holidays is signed.
                         * @enum {string}
                         */
                        status: "SIGNED" | "PROVISIONAL";
                        /** @description Days that differ from the weekly sessions. */
                        entries: {
                            /**
                             * Format: date
                             * @description Local day.
                             */
                            date: string;
                            /**
                             * @description A day off, or a day of rest that is worked.
                             * @enum {string}
                             */
                            kind: "OFF" | "MAKEUP";
                            /** @description The decision it comes from. */
                            source: string;
                        }[];
                    }[];
                };
            };
        };
        responses: {
            /** @description The calendar was published or, where it changes days that are over, proposed; as a dry run, what it would move. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        revision: number;
                        /** @description false: nothing was published. */
                        changed: boolean;
                        /** @description Stored until a second CALENDAR_EDITOR approves it, because it changes days that are over. */
                        proposal: {
                            /** Format: uuid */
                            proposalId: string;
                            /** @description What it changes about days that are over. */
                            readonly pastChanges: string[];
                        } | null;
                    } | {
                        examined: number;
                        moved: number;
                        /** @description Would be overdue at once. */
                        overdue: number;
                        /** @description Would not be provisional any more. */
                        confirmed: number;
                        /** @description Could not be computed until a further year is published. */
                        parked: number;
                        /** @description Are parked, and could be computed. */
                        unparked: number;
                        /** @description Cannot be computed by any calendar, and would stay as they are. */
                        failing: number;
                        /** @description What it changes about days that are over; not empty: a second person is needed. */
                        readonly pastChanges: string[];
                        readonly named: {
                            /** Format: uuid */
                            dossierId: string;
                            fromDueAt: string;
                            toDueAt: string;
                            readonly rules: string[];
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
    "CalendarsController.proposed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Editions that wait for a second person, at the calendars of the caller. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        calendarId: string;
                        /** Format: uuid */
                        proposalId: string;
                        /** @description The revision that it changes; the If-Match of an approval. */
                        fromRevision: number;
                        definition: {
                            /** @description The calendar; also subject and record key. */
                            calendarId: string;
                            /** @description Weekly working sessions. */
                            schedules: {
                                /**
                                 * Format: date
                                 * @description First local day; valid until the next schedule begins.
                                 */
                                validFrom: string;
                                /** @description When the agency works. */
                                sessions: {
                                    /** @description ISO weekday, 1 = Monday. */
                                    weekday: number;
                                    /** @description Local time at which work begins. */
                                    from: string;
                                    /** @description Local time at which work ends. */
                                    to: string;
                                }[];
                            }[];
                            /** @description Years that can be counted; time in any other year is an error. */
                            years: {
                                /** @description Calendar year. */
                                year: number;
                                /**
                                 * @description Provisional until the decision on holidays is signed.
                                 * @enum {string}
                                 */
                                status: "SIGNED" | "PROVISIONAL";
                                /** @description Days that differ from the weekly sessions. */
                                entries: {
                                    /**
                                     * Format: date
                                     * @description Local day.
                                     */
                                    date: string;
                                    /**
                                     * @description A day off, or a day of rest that is worked.
                                     * @enum {string}
                                     */
                                    kind: "OFF" | "MAKEUP";
                                    /** @description The decision it comes from. */
                                    source: string;
                                }[];
                            }[];
                        };
                        readonly pastChanges: string[];
                        proposedAt: string;
                        proposedBy: string;
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
    "CalendarsController.approve": {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each command; the same again on a retry. */
                "Idempotency-Key": string;
                /** @description The revision decided on, as ETag: "3". */
                "If-Match": string;
            };
            path: {
                calendarId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The proposal that was read, so that nobody approves another one.
                     */
                    proposalId: string;
                };
            };
        };
        responses: {
            /** @description The proposed edition was published. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        revision: number;
                        /** @description false: nothing was published. */
                        changed: boolean;
                        /** @description Stored until a second CALENDAR_EDITOR approves it, because it changes days that are over. */
                        proposal: {
                            /** Format: uuid */
                            proposalId: string;
                            /** @description What it changes about days that are over. */
                            readonly pastChanges: string[];
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
}
