import openapiTypes, { astToString, type OpenAPI3 } from 'openapi-typescript';

/** The types of a service's requests and answers, as the web app imports them. */
export async function apiTypes(document: object): Promise<string> {
  const types = await openapiTypes(document as OpenAPI3, { alphabetize: false });
  return `/** Written by npm run docs from the service's OpenAPI document. */\n${astToString(types)}`;
}
