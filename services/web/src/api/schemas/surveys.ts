/** Written by npm run docs from the service's OpenAPI document. */
export interface paths {
    "/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs a token with one of the roles INTAKE_OFFICER. */
        get: operations["InvitationsController.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["AnswersController.answer"];
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
    "InvitationsController.read": {
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
            /** @description The invitations to print on the slip. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        stage: "ACCEPTED" | "SUPPLEMENT_REQUESTED" | "REFUSED_AT_INTAKE" | "RETURNED";
                        /** Format: date-time */
                        invitedAt: string;
                        token: string;
                        /** Format: date-time */
                        answeredAt: string | null;
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
    "AnswersController.answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    /** @enum {string} */
                    rating: "UNSATISFIED" | "SATISFIED" | "VERY_SATISFIED";
                    comment?: string;
                };
            };
        };
        responses: {
            /** @description The answer is stored, now or before. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        stage: "ACCEPTED" | "SUPPLEMENT_REQUESTED" | "REFUSED_AT_INTAKE" | "RETURNED";
                        /** @enum {string} */
                        rating: "UNSATISFIED" | "SATISFIED" | "VERY_SATISFIED";
                        /** Format: date-time */
                        answeredAt: string;
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
