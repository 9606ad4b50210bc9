import 'reflect-metadata';
import { AppError } from '@motcua/kernel';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Catch, Controller, Get, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { AuthModule, CurrentPrincipal, type Principal, Public, Role, Roles } from '../src/index.js';
import { AUDIENCE, LocalIssuer } from './local-issuer.js';

@Controller()
class SampleController {
  @Get('open')
  @Public()
  open(): string {
    return 'anybody';
  }

  @Get('mine')
  mine(@CurrentPrincipal() principal: Principal): string {
    return principal.id;
  }

  @Get('figures')
  @Roles(Role.Leader, Role.Supervisor)
  figures(): string {
    return 'figures';
  }

  @Get('nobody')
  @Public()
  nobody(@CurrentPrincipal() principal: Principal): string {
    return principal.id;
  }
}

/** Stands in for the HTTP layer: the answer's body is what the error says of itself. */
@Catch(AppError)
class AppErrorFilter implements ExceptionFilter<AppError> {
  catch(error: AppError, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<{ status(code: number): { send(body: unknown): void } }>();
    reply.status(499).send({ code: error.code, kind: error.kind, detail: error.message });
  }
}

describe('AuthModule', () => {
  let issuer: LocalIssuer;
  let app: NestFastifyApplication;

  beforeAll(async () => {
    issuer = await LocalIssuer.start();
    const testing = await Test.createTestingModule({
      imports: [AuthModule.with({ issuer: issuer.url, audience: AUDIENCE })],
      controllers: [SampleController],
    }).compile();
    app = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    app.useGlobalFilters(new AppErrorFilter());
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });
  afterAll(async () => {
    await app.close();
    await issuer.stop();
  });

  const get = async (path: string, authorization?: string): Promise<{ status: number; body: string }> => {
    const headers = authorization === undefined ? {} : { authorization };
    const answer = await app.inject({ method: 'GET', url: path, headers });
    return { status: answer.statusCode, body: answer.body };
  };

  it('opens a public route to everybody, also to a caller with a bad token', async () => {
    expect(await get('/open')).toEqual({ status: 200, body: 'anybody' });
    expect(await get('/open', 'Bearer nonsense')).toEqual({ status: 200, body: 'anybody' });
  });

  it('closes every other route to callers without a token', async () => {
    const { status, body } = await get('/mine');
    expect(status).toBe(499);
    expect(JSON.parse(body)).toEqual({
      code: 'unauthenticated',
      kind: 'unauthenticated',
      detail: 'The header "Authorization: Bearer <token>" is missing.',
    });
  });

  it('refuses another scheme and never repeats what it was sent', async () => {
    const { body } = await get('/mine', 'Basic c2VjcmV0OnNlY3JldA==');
    expect(JSON.parse(body)).toMatchObject({ code: 'unauthenticated' });
    expect(body).not.toContain('c2VjcmV0');
  });

  it('hands the principal to the handler', async () => {
    expect(await get('/mine', `Bearer ${await issuer.token()}`)).toEqual({ status: 200, body: 'counter-12' });
  });

  it('has nobody to hand over on a public route', async () => {
    expect(JSON.parse((await get('/nobody')).body)).toMatchObject({ code: 'unauthenticated' });
  });

  it('lets only the roles named pass, wherever they are held', async () => {
    const refused = await get('/figures', `Bearer ${await issuer.token()}`);
    expect(JSON.parse(refused.body)).toMatchObject({
      code: 'forbidden',
      detail: 'This needs the role LEADER or SUPERVISOR; counter-12 does not hold it.',
    });
    const claims = { sub: 'chair', roles: [{ role: 'LEADER', agency: 'H06.12' }] };
    const permitted = await get('/figures', `Bearer ${await issuer.token({ claims })}`);
    expect(permitted).toEqual({ status: 200, body: 'figures' });
  });
});
