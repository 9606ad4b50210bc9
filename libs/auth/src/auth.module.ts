import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessTokenVerifier, type AuthOptions } from './access-token-verifier.js';
import { AuthenticationGuard } from './authentication.guard.js';

/** Imported once, by the root module of a service: from then on every route wants a token. */
@Module({})
export class AuthModule {
  static with(options: AuthOptions): DynamicModule {
    return {
      module: AuthModule,
      global: true,
      providers: [
        { provide: AccessTokenVerifier, useFactory: () => new AccessTokenVerifier(options) },
        { provide: APP_GUARD, useClass: AuthenticationGuard },
      ],
      exports: [AccessTokenVerifier],
    };
  }
}
