import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { ThrottledLine } from '@motcua/kernel';
import { Counter, register } from 'prom-client';
import type { SignatureFault } from './gateway-signature.js';

/** Why a callback was refused. */
export type RefusalReason = SignatureFault | 'body-too-large' | 'body-broken-off';

const REFUSAL_REASONS: readonly RefusalReason[] = [
  'header-missing',
  'timestamp-malformed',
  'signature-differs',
  'timestamp-out-of-bounds',
  'body-too-large',
  'body-broken-off',
];

const NAME = 'motcua_payments_refused_reports_total';

/** Counts refused callbacks, and logs them at a limited rate, without their content. */
@Injectable()
export class RefusedReports implements OnApplicationShutdown {
  private readonly logger = new Logger(RefusedReports.name);
  private readonly line = new ThrottledLine<{ readonly reason: RefusalReason }>((facts, reports) =>
    this.logger.warn({ message: 'A gateway report was refused and not stored.', reports, ...facts }),
  );
  private readonly counter: Counter<'reason'> =
    (register.getSingleMetric(NAME) as Counter<'reason'> | undefined) ??
    new Counter({ name: NAME, help: 'Gateway callbacks that were refused, by reason.', labelNames: ['reason'] });

  constructor() {
    for (const reason of REFUSAL_REASONS) this.counter.inc({ reason }, 0);
  }

  count(reason: RefusalReason): void {
    this.counter.inc({ reason });
    this.line.log(reason, { reason });
  }

  onApplicationShutdown(): void {
    this.line.flush();
  }
}
