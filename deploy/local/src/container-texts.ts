/** The last lines of `provision`, for people who run the containers; logs contain no secret. */
export function directions({ wall, issuer }: { readonly wall: string; readonly issuer: string }): string {
  return [
    'motcua is provisioned; the services start now.',
    `  The wall                    ${wall}`,
    `  Signing in as a demo person ${wall}/sign-in`,
    '  Demo people, their secrets  docker compose run --rm --no-deps identity people',
    `  A token for one of them     curl -u <client id>:<client secret> -d grant_type=client_credentials ${issuer}/token`,
    '  A living province           docker compose --profile simulator up -d',
  ].join('\n');
}
