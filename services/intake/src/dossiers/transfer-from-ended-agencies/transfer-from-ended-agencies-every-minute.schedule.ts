import { Injectable } from '@nestjs/common';
import { Schedule } from '@motcua/service-host';
import { TransferFromEndedAgencies } from './transfer-from-ended-agencies.js';

const MINUTE_MS = 60_000;

/** Looks for open dossiers whose agency has ended. */
@Injectable()
export class TransferFromEndedAgenciesEveryMinute extends Schedule {
  constructor(private readonly transferFromEndedAgencies: TransferFromEndedAgencies) {
    super(MINUTE_MS);
  }

  protected run(stop: AbortSignal): Promise<void> {
    return this.transferFromEndedAgencies.run(stop);
  }
}
