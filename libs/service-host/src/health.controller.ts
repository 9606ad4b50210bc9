import { Controller, Get, Header, Injectable } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@motcua/auth';
import { AppError, AppErrorKind } from '@motcua/kernel';
import { setTimeout as delay } from 'node:timers/promises';
import { register } from 'prom-client';

/** Something that a service needs before it can do its job. */
export interface ReadinessCheck {
  readonly name: string;
  /** Rejects while it is not available. */
  check(): Promise<unknown>;
  /** The service is ready without it, because part of the work does not need it, and reports that it waits. @default false */
  readonly optional?: boolean;
}

/** A check without an answer by then has failed. */
const ANSWERED_WITHIN_MS = 2_000;

/** The readiness checks of this process; modules add theirs at start. */
@Injectable()
export class Readiness {
  private readonly checks: ReadinessCheck[] = [];
  private draining = false;

  add(check: ReadinessCheck): void {
    this.checks.push(check);
  }

  /** From now on the service is not ready, so that a load balancer sends no more requests. */
  drain(): void {
    this.draining = true;
  }

  /**
   * Returns the names of what a ready service still waits for.
   * @throws AppError `not-ready`, naming what is missing
   */
  async assertReady(): Promise<readonly string[]> {
    const missing = this.draining ? ['stopping'] : [];
    const waitsFor: string[] = [];
    const late = delay(ANSWERED_WITHIN_MS, undefined, { ref: false }).then(() => {
      throw new Error('no answer');
    });
    late.catch(() => undefined);
    await Promise.all(
      this.checks.map(({ name, check, optional = false }) =>
        Promise.race([check(), late]).catch(() => (optional ? waitsFor : missing).push(name)),
      ),
    );
    if (missing.length > 0) {
      throw new AppError(`Not ready: ${missing.join(', ')}.`, {
        code: 'not-ready',
        retryable: true,
        kind: AppErrorKind.Unavailable,
      });
    }
    return waitsFor;
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
  async ready(): Promise<{ status: string; waitsFor: readonly string[] }> {
    return { status: 'ready', waitsFor: await this.readiness.assertReady() };
  }

  @Get('metrics')
  @Header('content-type', register.contentType)
  metrics(): Promise<string> {
    return register.metrics();
  }
}
