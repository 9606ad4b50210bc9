import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '@motcua/kernel';
import { BackgroundUnitOfWork } from '@motcua/persistence';
import { noticeKinds } from '../domain/notices.js';
import { NoticeRepository } from '../persistence/notice.repository.js';

/** Rows locked at once: so few that the events of a dossier among them wait for milliseconds. */
const BATCH = 500;

/** Publishes which open dossiers are due soon, and which have missed their due instant. */
@Injectable()
export class GiveNotices {
  constructor(
    private readonly notices: NoticeRepository,
    private readonly unitOfWork: BackgroundUnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Publishes every notice that is due, one transaction for each batch; ends after the batch in which `stop` was raised. */
  async run(stop: AbortSignal): Promise<void> {
    for (const kind of noticeKinds) {
      let given = BATCH;
      while (given === BATCH && !stop.aborted) {
        given = await this.unitOfWork.run((tx) => this.notices.give(tx, kind, this.clock.now(), BATCH));
      }
    }
  }
}
