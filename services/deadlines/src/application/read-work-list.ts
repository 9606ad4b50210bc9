import { Inject, Injectable } from '@nestjs/common';
import { Role, type Principal } from '@motcua/auth';
import { addLocalDays, CLOCK, localDayOf, startOfLocalDay, type Clock } from '@motcua/kernel';
import type { Tx } from '@motcua/persistence';
import {
  WorkListRepository,
  type WorkList,
  type WorkListCounts,
  type WorkListCursor,
  type WorkListFilter,
  type WorkListRow,
} from '../persistence/work-list.repository.js';

const READERS: ReadonlySet<Role> = new Set([Role.IntakeOfficer, Role.CaseOfficer, Role.Supervisor, Role.Leader]);

export interface ReadWorkListOptions {
  /** With all below it. @default all that the reader may see */
  readonly agency?: string | undefined;
  /** @default everybody */
  readonly officer?: string | undefined;
  readonly principal: Principal;
}

/** The work lists of staff: the open dossiers of the agencies at which they hold a role, and of those below. */
@Injectable()
export class ReadWorkList {
  constructor(
    private readonly workLists: WorkListRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async counts(tx: Tx, options: ReadWorkListOptions): Promise<WorkListCounts> {
    return this.workLists.counts(tx, this.filterOf(options));
  }

  async page(
    tx: Tx,
    list: WorkList,
    options: ReadWorkListOptions & { readonly cursor: WorkListCursor | null; readonly limit: number },
  ): Promise<readonly WorkListRow[]> {
    return this.workLists.page(tx, list, this.filterOf(options), options);
  }

  private filterOf({ agency, officer, principal }: ReadWorkListOptions): WorkListFilter {
    const now = this.clock.now();
    return {
      visibleAt: principal.roles.filter(({ role }) => READERS.has(role)).map((grant) => grant.agency),
      agency: agency ?? null,
      officer: officer ?? null,
      now,
      endOfDay: startOfLocalDay(addLocalDays(localDayOf(now), 1)),
    };
  }
}
