import { Controller, Get, Header, Injectable } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@motcua/auth';
import { AppError, AppErrorKind } from '@motcua/kernel';
import { register } from 'prom-client';

/** One thing that must be there before a service can do its job. */
export interface ReadinessCheck {
  readonly name: string;
  /** Rejects while it is not there. */
  check(): Promise<void>;
}

/** Checks of this process; modules add theirs at start. */
@Injectable()
export class Readiness {
  private readonly checks: ReadinessCheck[] = [];
  private draining = false;

  add(check: ReadinessCheck): void {
    this.checks.push(check);
  }

  /** From now on not ready: a balancer sends no more. */
  drain(): void {
    this.draining = true;
  }

  /** @throws AppError `not-ready`, naming what is missing */
  async assertReady(): Promise<void> {
    const missing = this.draining ? ['stopping'] : [];
    for (const { name, check } of this.checks) {
      await check().catch(() => missing.push(name));
    }
    if (missing.length > 0) {
      throw new AppError(`Not ready: ${missing.join(', ')}.`, {
        code: 'not-ready',
        retryable: true,
        kind: AppErrorKind.Unavailable,
      });
    }
  }
}

@ApiExcludeController()
@Public()
@Controller()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('health/live')
  live(): { status: string } {
    return { status: 'live' };
  }

  @Get('health/ready')
  async ready(): Promise<{ status: string }> {
    await this.readiness.assertReady();
    return { status: 'ready' };
  }

  @Get('metrics')
  @Header('content-type', register.contentType)
  metrics(): Promise<string> {
    return register.metrics();
  }
}
