/** Written by npm run docs from the service's OpenAPI document. */
export interface paths {
    "/indicators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["FiguresController.indicators"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ranking": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["FiguresController.ranking"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/definitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["FiguresController.definitions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["LiveController.watch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/recount": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs a token with one of the roles LEADER, OPERATOR. */
        get: operations["AuditController.recount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/missing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs a token with one of the roles LEADER, OPERATOR. */
        get: operations["AuditController.missing"];
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
    "FiguresController.indicators": {
        parameters: {
            query: {
                period: string;
                agency?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The indicators of a period, for one agency or the whole province. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        period: string;
                        agency: string | null;
                        /** Format: date-time */
                        asOf: string;
                        freshness: {
                            behindSeconds: number | null;
                            stale: boolean;
                            reason: string | null;
                            /** @description Where on their way events wait, or where it is not known; null while the figures are fresh. */
                            hop: {
                                /** @enum {string} */
                                kind: "outbox" | "consumer" | "relay" | "fold" | "broker" | "publisher";
                                service: string | null;
                            } | null;
                        };
                        indicators: {
                            /** @enum {string} */
                            id: "onTime" | "onlineDossier" | "onlinePayment" | "satisfaction";
                            definitionId: string;
                            numerator: number;
                            denominator: number;
                            target: number | null;
                        }[];
                        asFirstPromised: {
                            /** @enum {string} */
                            id: "onTime" | "onlineDossier" | "onlinePayment" | "satisfaction";
                            definitionId: string;
                            numerator: number;
                            denominator: number;
                            target: number | null;
                        };
                        caveats: {
                            /** @description Completed, as intake says. */
                            completed: number;
                            /** @description Of these: not judged, so in no on-time rate. */
                            completedNotJudged: number;
                            /** @description Settled early or on time, recorded only when overdue on record; at the agency that had them then. */
                            recordedLate: number;
                            /** @description Withdrawn, terminated or voided when overdue on record. */
                            endedOverdue: number;
                            /** @description Accepted or refused dossiers whose wait for that answer is known. */
                            waitKnown: number;
                            /** @description Of these: waited more than eight working hours. */
                            waitedLong: number;
                        };
                        gauges: {
                            open: number;
                            overdue: number;
                            dueSoon: number;
                            suspended: number;
                            /** @description Of these: overdue on record when they were suspended; not among the overdue. */
                            suspendedOverdue: number;
                            /** @description Clocks whose due instant cannot be computed yet. */
                            parked: number;
                            /** @description Submitted in effect, neither accepted nor refused yet; at the receiving agency. */
                            unanswered: number;
                            /**
                             * Format: date-time
                             * @description When the one of these that waits longest took effect; null: there is none.
                             */
                            unansweredSince: string | null;
                        };
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
    "FiguresController.ranking": {
        parameters: {
            query: {
                period: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The indicators of a period for every agency. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        period: string;
                        agencies: {
                            agency: string;
                            indicators: {
                                /** @enum {string} */
                                id: "onTime" | "onlineDossier" | "onlinePayment" | "satisfaction";
                                definitionId: string;
                                numerator: number;
                                denominator: number;
                                target: number | null;
                            }[];
                            caveats: {
                                /** @description Completed, as intake says. */
                                completed: number;
                                /** @description Of these: not judged, so in no on-time rate. */
                                completedNotJudged: number;
                                /** @description Settled early or on time, recorded only when overdue on record; at the agency that had them then. */
                                recordedLate: number;
                                /** @description Withdrawn, terminated or voided when overdue on record. */
                                endedOverdue: number;
                                /** @description Accepted or refused dossiers whose wait for that answer is known. */
                                waitKnown: number;
                                /** @description Of these: waited more than eight working hours. */
                                waitedLong: number;
                            };
                            gauges: {
                                open: number;
                                overdue: number;
                                dueSoon: number;
                                suspended: number;
                                /** @description Of these: overdue on record when they were suspended; not among the overdue. */
                                suspendedOverdue: number;
                                /** @description Clocks whose due instant cannot be computed yet. */
                                parked: number;
                                /** @description Submitted in effect, neither accepted nor refused yet; at the receiving agency. */
                                unanswered: number;
                                /**
                                 * Format: date-time
                                 * @description When the one of these that waits longest took effect; null: there is none.
                                 */
                                unansweredSince: string | null;
                            };
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
    "FiguresController.definitions": {
        parameters: {
            query: {
                period: string;
                agency?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A period by every published definition that is computed here, for one agency or the whole province. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        period: string;
                        agency: string | null;
                        figures: {
                            /** @enum {string} */
                            id: "onTime" | "onlineDossier" | "onlinePayment" | "satisfaction";
                            definitionId: string;
                            numerator: number;
                            denominator: number;
                            meaning: string;
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
    "LiveController.watch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream of frames as JSON, each with a higher number than the one before. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
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
    "AuditController.recount": {
        parameters: {
            query: {
                period: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counters beside an independent recount of the facts, in one snapshot. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        period: string;
                        equal: boolean;
                        indicators: {
                            id: string;
                            counted: {
                                numerator: number;
                                denominator: number;
                            };
                            recounted: {
                                numerator: number;
                                denominator: number;
                            };
                            equal: boolean;
                        }[];
                        gauges: {
                            counted: {
                                open: number;
                                overdue: number;
                                dueSoon: number;
                                suspended: number;
                                /** @description Of these: overdue on record when they were suspended; not among the overdue. */
                                suspendedOverdue: number;
                                /** @description Clocks whose due instant cannot be computed yet. */
                                parked: number;
                                /** @description Submitted in effect, neither accepted nor refused yet; at the receiving agency. */
                                unanswered: number;
                                /**
                                 * Format: date-time
                                 * @description When the one of these that waits longest took effect; null: there is none.
                                 */
                                unansweredSince: string | null;
                            };
                            recounted: {
                                open: number;
                                overdue: number;
                                dueSoon: number;
                                suspended: number;
                                /** @description Of these: overdue on record when they were suspended; not among the overdue. */
                                suspendedOverdue: number;
                                /** @description Clocks whose due instant cannot be computed yet. */
                                parked: number;
                                /** @description Submitted in effect, neither accepted nor refused yet; at the receiving agency. */
                                unanswered: number;
                                /**
                                 * Format: date-time
                                 * @description When the one of these that waits longest took effect; null: there is none.
                                 */
                                unansweredSince: string | null;
                            };
                            equal: boolean;
                        };
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
    "AuditController.missing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Clocks, orders and invitations that dossiers should have and have not, as the last audit of each hour found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description When it was looked; null: not yet.
                         */
                        at: string | null;
                        missing: number;
                        /** @description The first 100. */
                        named: {
                            /** Format: uuid */
                            dossierId: string;
                            service: string;
                            missing: string;
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
}
