/** Written by npm run docs from the service's OpenAPI document. */
export interface paths {
    "/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs a token with one of the roles INTAKE_OFFICER, CASE_OFFICER, SUPERVISOR, LEADER. */
        get: operations["OrdersController.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}/cash": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs a token with one of the roles INTAKE_OFFICER. */
        post: operations["OrdersController.cash"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}/refund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs a token with one of the roles INTAKE_OFFICER, SUPERVISOR. */
        post: operations["OrdersController.refund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gateway/callbacks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["CallbacksController.receive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs a token with one of the roles SUPERVISOR, LEADER. */
        get: operations["CasesController.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cases/{caseId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs a token with one of the roles SUPERVISOR, LEADER. */
        get: operations["CasesController.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cases/{caseId}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs a token with one of the roles SUPERVISOR. */
        post: operations["CasesController.close"];
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
    "OrdersController.read": {
        parameters: {
            query: {
                dossierId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The fee of a dossier; 404 while it owes none. */
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
                         * Format: uuid
                         * @description The fee order; one a dossier.
                         */
                        orderId: string;
                        /** @description Whole Vietnamese dong. */
                        amountVnd: number;
                        /**
                         * Format: date-time
                         * @description When the fee fell due: submission if prepaid, else acceptance.
                         */
                        openedAt: string;
                        /**
                         * @description Where the order stands.
                         * @enum {string}
                         */
                        status: "OPEN" | "SETTLED" | "REFUNDED" | "CANCELLED";
                        /**
                         * @description How it was settled; stays after a refund.
                         * @enum {string|null}
                         */
                        method: "ONLINE" | "CASH" | null;
                        /**
                         * Format: date-time
                         * @description When the fee was paid.
                         */
                        settledAt: string | null;
                        /**
                         * Format: date-time
                         * @description When the fee was paid back.
                         */
                        refundedAt: string | null;
                        /** @description Attempts to pay that the gateway reported as failed. */
                        failedAttempts: number;
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
    "OrdersController.cash": {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each command; the same again on a retry. */
                "Idempotency-Key": string;
                /** @description The revision decided on, as ETag: "3". */
                "If-Match": string;
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    happenedAt?: string;
                };
            };
        };
        responses: {
            /** @description The fee was paid in cash. */
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
                         * Format: uuid
                         * @description The fee order; one a dossier.
                         */
                        orderId: string;
                        /** @description Whole Vietnamese dong. */
                        amountVnd: number;
                        /**
                         * Format: date-time
                         * @description When the fee fell due: submission if prepaid, else acceptance.
                         */
                        openedAt: string;
                        /**
                         * @description Where the order stands.
                         * @enum {string}
                         */
                        status: "OPEN" | "SETTLED" | "REFUNDED" | "CANCELLED";
                        /**
                         * @description How it was settled; stays after a refund.
                         * @enum {string|null}
                         */
                        method: "ONLINE" | "CASH" | null;
                        /**
                         * Format: date-time
                         * @description When the fee was paid.
                         */
                        settledAt: string | null;
                        /**
                         * Format: date-time
                         * @description When the fee was paid back.
                         */
                        refundedAt: string | null;
                        /** @description Attempts to pay that the gateway reported as failed. */
                        failedAttempts: number;
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
    "OrdersController.refund": {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each command; the same again on a retry. */
                "Idempotency-Key": string;
                /** @description The revision decided on, as ETag: "3". */
                "If-Match": string;
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    happenedAt?: string;
                };
            };
        };
        responses: {
            /** @description The fee was paid back. */
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
                         * Format: uuid
                         * @description The fee order; one a dossier.
                         */
                        orderId: string;
                        /** @description Whole Vietnamese dong. */
                        amountVnd: number;
                        /**
                         * Format: date-time
                         * @description When the fee fell due: submission if prepaid, else acceptance.
                         */
                        openedAt: string;
                        /**
                         * @description Where the order stands.
                         * @enum {string}
                         */
                        status: "OPEN" | "SETTLED" | "REFUNDED" | "CANCELLED";
                        /**
                         * @description How it was settled; stays after a refund.
                         * @enum {string|null}
                         */
                        method: "ONLINE" | "CASH" | null;
                        /**
                         * Format: date-time
                         * @description When the fee was paid.
                         */
                        settledAt: string | null;
                        /**
                         * Format: date-time
                         * @description When the fee was paid back.
                         */
                        refundedAt: string | null;
                        /** @description Attempts to pay that the gateway reported as failed. */
                        failedAttempts: number;
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
    "CallbacksController.receive": {
        parameters: {
            query?: never;
            header: {
                /** @description Standard Webhooks, v1. */
                "webhook-signature": string;
                /** @description Unix seconds. */
                "webhook-timestamp": string;
                "webhook-id": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    type: "payment.succeeded";
                    transactionId: string;
                    /** Format: uuid */
                    orderId: string;
                    amountVnd: number;
                    /** Format: date-time */
                    occurredAt: string;
                } | {
                    /** @enum {string} */
                    type: "payment.failed";
                    transactionId: string;
                    /** Format: uuid */
                    orderId: string;
                    amountVnd: number;
                    /** Format: date-time */
                    occurredAt: string;
                } | {
                    /** @enum {string} */
                    type: "payment.refunded";
                    transactionId: string;
                    /** Format: uuid */
                    orderId: string;
                    amountVnd: number;
                    /** Format: date-time */
                    occurredAt: string;
                    refundOf?: string;
                };
            };
        };
        responses: {
            /** @description The report is stored, now or before. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description The state of the order after this report; null: the report is not part of an order.
                         * @enum {string|null}
                         */
                        status: "OPEN" | "SETTLED" | "REFUNDED" | "CANCELLED" | null;
                        /**
                         * @description Why the report became a case; it need not be repeated.
                         * @enum {string|null}
                         */
                        reason: "report-unreadable" | "order-unknown" | "amount-differs" | "occurred-out-of-bounds" | "transaction-differs" | "not-judged" | null;
                        /** @description What is not as declared, for people; null when all is. */
                        detail: string | null;
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
    "CasesController.list": {
        parameters: {
            query?: {
                state?: "OPEN" | "CLOSED";
                reason?: "report-unreadable" | "order-unknown" | "amount-differs" | "occurred-out-of-bounds" | "transaction-differs" | "not-judged" | "order-cancelled" | "order-paid-in-cash" | "order-paid-before" | "refund-of-unpaid" | "refund-of-nobody" | "refund-again" | "dossier-ended-after-payment" | "accepted-but-refunded";
                dossierId?: string;
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Payment cases at the agencies of the caller. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        openByReason: {
                            [key: string]: number;
                        };
                        cases: {
                            /** Format: uuid */
                            caseId: string;
                            revision: number;
                            /** @enum {string} */
                            reason: "report-unreadable" | "order-unknown" | "amount-differs" | "occurred-out-of-bounds" | "transaction-differs" | "not-judged" | "order-cancelled" | "order-paid-in-cash" | "order-paid-before" | "refund-of-unpaid" | "refund-of-nobody" | "refund-again" | "dossier-ended-after-payment" | "accepted-but-refunded";
                            /** @description ISO 8601, UTC. */
                            openedAt: string;
                            /** @description ISO 8601, UTC. */
                            closedAt: string | null;
                            /** @description Null when it was resolved without a person. */
                            closedBy: string | null;
                            /** @enum {string|null} */
                            outcome: "PAID_BACK" | "BOOKED" | "NO_MONEY_MOVED" | null;
                            reference: string | null;
                            /**
                             * Format: uuid
                             * @description Null: there is no such order.
                             */
                            orderId: string | null;
                            /** Format: uuid */
                            dossierId: string | null;
                            orderAmountVnd: number | null;
                            /** @description As reported, like the next three. */
                            transactionId: string | null;
                            /** @enum {string|null} */
                            kind: "SUCCESS" | "FAILURE" | "REFUND" | null;
                            amountVnd: number | null;
                            /** @description ISO 8601, UTC. */
                            occurredAt: string | null;
                            /** Format: uuid */
                            reportedOrderId: string | null;
                            webhookId: string | null;
                        }[];
                        /**
                         * Format: uuid
                         * @description Null: this was the last page.
                         */
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
    "CasesController.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                caseId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One payment case with its history. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        caseId: string;
                        revision: number;
                        /** @enum {string} */
                        reason: "report-unreadable" | "order-unknown" | "amount-differs" | "occurred-out-of-bounds" | "transaction-differs" | "not-judged" | "order-cancelled" | "order-paid-in-cash" | "order-paid-before" | "refund-of-unpaid" | "refund-of-nobody" | "refund-again" | "dossier-ended-after-payment" | "accepted-but-refunded";
                        /** @description ISO 8601, UTC. */
                        openedAt: string;
                        /** @description ISO 8601, UTC. */
                        closedAt: string | null;
                        /** @description Null when it was resolved without a person. */
                        closedBy: string | null;
                        /** @enum {string|null} */
                        outcome: "PAID_BACK" | "BOOKED" | "NO_MONEY_MOVED" | null;
                        reference: string | null;
                        /**
                         * Format: uuid
                         * @description Null: there is no such order.
                         */
                        orderId: string | null;
                        /** Format: uuid */
                        dossierId: string | null;
                        orderAmountVnd: number | null;
                        /** @description As reported, like the next three. */
                        transactionId: string | null;
                        /** @enum {string|null} */
                        kind: "SUCCESS" | "FAILURE" | "REFUND" | null;
                        amountVnd: number | null;
                        /** @description ISO 8601, UTC. */
                        occurredAt: string | null;
                        /** Format: uuid */
                        reportedOrderId: string | null;
                        webhookId: string | null;
                        history: {
                            revision: number;
                            /** @enum {string} */
                            what: "OPENED" | "ACCOUNTED_FOR" | "CLOSED";
                            /** @description ISO 8601, UTC. */
                            at: string;
                            actor: string;
                            /** @enum {string|null} */
                            outcome: "PAID_BACK" | "BOOKED" | "NO_MONEY_MOVED" | null;
                            reference: string | null;
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
    "CasesController.close": {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each command; the same again on a retry. */
                "Idempotency-Key": string;
                /** @description The revision decided on, as ETag: "3". */
                "If-Match": string;
            };
            path: {
                caseId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    outcome: "PAID_BACK" | "BOOKED" | "NO_MONEY_MOVED";
                    /** @description Number of the voucher, letter or ticket that proves the outcome. */
                    reference?: string;
                };
            };
        };
        responses: {
            /** @description The case was closed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        caseId: string;
                        revision: number;
                        /** @enum {string} */
                        reason: "report-unreadable" | "order-unknown" | "amount-differs" | "occurred-out-of-bounds" | "transaction-differs" | "not-judged" | "order-cancelled" | "order-paid-in-cash" | "order-paid-before" | "refund-of-unpaid" | "refund-of-nobody" | "refund-again" | "dossier-ended-after-payment" | "accepted-but-refunded";
                        /** @description ISO 8601, UTC. */
                        openedAt: string;
                        /** @description ISO 8601, UTC. */
                        closedAt: string | null;
                        /** @description Null when it was resolved without a person. */
                        closedBy: string | null;
                        /** @enum {string|null} */
                        outcome: "PAID_BACK" | "BOOKED" | "NO_MONEY_MOVED" | null;
                        reference: string | null;
                        /**
                         * Format: uuid
                         * @description Null: there is no such order.
                         */
                        orderId: string | null;
                        /** Format: uuid */
                        dossierId: string | null;
                        orderAmountVnd: number | null;
                        /** @description As reported, like the next three. */
                        transactionId: string | null;
                        /** @enum {string|null} */
                        kind: "SUCCESS" | "FAILURE" | "REFUND" | null;
                        amountVnd: number | null;
                        /** @description ISO 8601, UTC. */
                        occurredAt: string | null;
                        /** Format: uuid */
                        reportedOrderId: string | null;
                        webhookId: string | null;
                        history: {
                            revision: number;
                            /** @enum {string} */
                            what: "OPENED" | "ACCOUNTED_FOR" | "CLOSED";
                            /** @description ISO 8601, UTC. */
                            at: string;
                            actor: string;
                            /** @enum {string|null} */
                            outcome: "PAID_BACK" | "BOOKED" | "NO_MONEY_MOVED" | null;
                            reference: string | null;
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
