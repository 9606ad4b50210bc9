import { Injectable } from '@nestjs/common';
import { AppError, AppErrorKind } from '@motcua/kernel';
import type { Tx } from '@motcua/persistence';
import { CalendarProposalEntity } from './entities.js';

export type CalendarProposal = Readonly<CalendarProposalEntity>;

/** Editions that wait for a second person; a change of one needs the lock of its calendar's row. */
@Injectable()
export class CalendarProposalRepository {
  async all(tx: Tx): Promise<readonly CalendarProposal[]> {
    return tx.find(CalendarProposalEntity, { order: { calendarId: 'ASC' } });
  }

  /** @throws AppError `proposal-not-found` */
  async get(tx: Tx, calendarId: string): Promise<CalendarProposal> {
    const proposal = await tx.findOneBy(CalendarProposalEntity, { calendarId });
    if (proposal) return proposal;
    throw new AppError(`Nothing is proposed for a calendar "${calendarId}", or it was published: see GET /calendars.`, {
      code: 'proposal-not-found',
      retryable: false,
      kind: AppErrorKind.NotFound,
    });
  }

  /** Replaces an earlier proposal. */
  async keep(tx: Tx, proposal: CalendarProposal): Promise<void> {
    await tx.upsert(CalendarProposalEntity, proposal, ['calendarId']);
  }

  async drop(tx: Tx, calendarId: string): Promise<void> {
    await tx.delete(CalendarProposalEntity, { calendarId });
  }
}
