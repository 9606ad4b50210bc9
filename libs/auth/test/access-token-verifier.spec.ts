import { AppError } from '@motcua/kernel';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { generateKeyPair, UnsecuredJWT } from 'jose';
import { AccessTokenVerifier } from '../src/index.js';
import { AUDIENCE, LocalIssuer } from './local-issuer.js';

describe('AccessTokenVerifier', () => {
  let issuer: LocalIssuer;
  let verifier: AccessTokenVerifier;

  beforeAll(async () => {
    issuer = await LocalIssuer.start();
    verifier = new AccessTokenVerifier({ issuer: issuer.url, audience: AUDIENCE });
  });
  afterAll(() => issuer.stop());

  const refusalOf = async (token: string, by = verifier): Promise<AppError> => {
    const error: unknown = await by.verify(token).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof AppError)) throw new Error(`expected an AppError, got ${String(error)}`);
    expect(error.message).not.toContain(token);
    return error;
  };

  it('says who a good token speaks for', async () => {
    const principal = await verifier.verify(await issuer.token());
    expect(principal).toMatchObject({
      id: 'counter-12',
      name: 'Counter of district 12',
      roles: [{ role: 'INTAKE_OFFICER', agency: 'H06.12' }],
    });
  });

  it('takes the subject for the name, and no roles, where the token says nothing of them', async () => {
    const principal = await verifier.verify(await issuer.token({ claims: { sub: 'probe' } }));
    expect(principal).toMatchObject({ id: 'probe', name: 'probe', roles: [] });
  });

  it('says when a person signed in, and that a program did not', async () => {
    const claims = { sub: 'officer', auth_time: 1_772_442_000 };
    const { signedInAt } = await verifier.verify(await issuer.token({ claims }));
    expect(signedInAt?.toISOString()).toBe('2026-03-02T09:00:00.000Z');
    expect(await verifier.verify(await issuer.token())).toMatchObject({ signedInAt: null });
  });

  it('ignores a role that only a newer issuer knows', async () => {
    const roles = [
      { role: 'ARCHIVIST', agency: 'H06' },
      { role: 'LEADER', agency: 'H06' },
    ];
    const principal = await verifier.verify(await issuer.token({ claims: { sub: 'chair', roles } }));
    expect(principal.roles).toEqual([{ role: 'LEADER', agency: 'H06' }]);
  });

  it('reads the keys once for many tokens', async () => {
    const fresh = new AccessTokenVerifier({ issuer: issuer.url, audience: AUDIENCE });
    const before = issuer.reads;
    const token = await issuer.token();
    await Promise.all(Array.from({ length: 20 }, () => fresh.verify(token)));
    expect(issuer.reads - before).toBe(1);
  });

  it('verifies a token again after a minute, and never takes it beyond its expiry', async () => {
    const fresh = new AccessTokenVerifier({ issuer: issuer.url, audience: AUDIENCE });
    const token = await issuer.token();
    const now = Date.now();
    const [, payload] = token.split('.');
    const { exp } = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as { exp: number };
    const clock = jest.spyOn(Date, 'now');
    try {
      const principal = await fresh.verify(token);
      expect(await fresh.verify(token)).toBe(principal);
      clock.mockReturnValue(now + 61_000);
      expect(await fresh.verify(token)).not.toBe(principal);
      clock.mockReturnValue(exp * 1_000 - 1_000);
      const last = await fresh.verify(token);
      clock.mockReturnValue(exp * 1_000 - 1);
      expect(await fresh.verify(token)).toBe(last);
      clock.mockReturnValue(exp * 1_000);
      expect(await fresh.verify(token)).not.toBe(last);
    } finally {
      clock.mockRestore();
    }
  });

  it('keeps no token that it refused', async () => {
    const token = await issuer.token({ audience: 'another-system' });
    await refusalOf(token);
    await refusalOf(token);
  });

  it('refuses a token for another audience', async () => {
    const error = await refusalOf(await issuer.token({ audience: 'another-system' }));
    expect(error).toMatchObject({ code: 'unauthenticated', kind: 'unauthenticated', retryable: false });
    expect(error.message).toContain('"aud"');
  });

  it('refuses a token of another issuer', async () => {
    const error = await refusalOf(await issuer.token({ issuer: 'https://elsewhere.example' }));
    expect(error.message).toContain('"iss"');
  });

  it('refuses an expired token, and forgives five seconds of clock difference', async () => {
    const error = await refusalOf(await issuer.token({ secondsToLive: -30 }));
    expect(error).toMatchObject({ code: 'unauthenticated' });
    expect(error.message).toContain('expired');
    await expect(verifier.verify(await issuer.token({ secondsToLive: -2 }))).resolves.toBeDefined();
  });

  it('refuses an unsigned token (alg none)', async () => {
    const token = new UnsecuredJWT({ sub: 'counter-12' })
      .setIssuer(issuer.url)
      .setAudience(AUDIENCE)
      .setExpirationTime('1h')
      .encode();
    expect((await refusalOf(token)).message).toContain('not signed by our issuer');
  });

  it('refuses a foreign key, under its own id and under ours', async () => {
    const { privateKey: key } = await generateKeyPair('ES256');
    for (const keyId of ['theirs', 'ours']) {
      expect(await refusalOf(await issuer.token({ key, keyId }))).toMatchObject({ code: 'unauthenticated' });
    }
  });

  it('refuses claims of another shape', async () => {
    const error = await refusalOf(await issuer.token({ claims: { sub: 'counter-12', roles: 'all of them' } }));
    expect(error.message).toContain('shape');
  });

  it('refuses what is no token at all', async () => {
    expect(await refusalOf('not-a-token')).toMatchObject({ code: 'unauthenticated' });
  });

  it('says that identity is unavailable, and to try again, when the keys cannot be read', async () => {
    const gone = await LocalIssuer.start();
    const token = await gone.token();
    const lonely = new AccessTokenVerifier({ issuer: gone.url, audience: AUDIENCE });
    await gone.stop();
    expect(await refusalOf(token, lonely)).toMatchObject({
      code: 'identity-unavailable',
      kind: 'unavailable',
      retryable: true,
    });
  });

  it('says the same when the address holds no keys', async () => {
    const lost = new AccessTokenVerifier({
      issuer: issuer.url,
      audience: AUDIENCE,
      jwksUri: 'http://127.0.0.1:1/jwks',
    });
    expect(await refusalOf(await issuer.token(), lost)).toMatchObject({ code: 'identity-unavailable' });
  });
});
