import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { CurrentPrincipal, Role, Roles, type Principal } from '@motcua/auth';
import type { DeadlineStateV1 } from '@motcua/contracts';
import { checked, Documented } from '@motcua/http';
import { CLOCK, type Clock } from '@motcua/kernel';
import { UnitOfWork } from '@motcua/persistence';
import { z } from 'zod';
import { ReadWorkList } from '../application/read-work-list.js';
import { workLists, type WorkList } from '../persistence/work-list.repository.js';
import { stepAnswers } from './deadline.dto.js';
import { cursorText, WorkListAnswer, WorkListCountsAnswer, WorkListQuery, WorkListScope } from './work-list.dto.js';

const ListName = z.enum(workLists);

/** What staff have to do. */
@Controller('work-lists')
export class WorkListsController {
  constructor(
    private readonly readWorkList: ReadWorkList,
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Roles(Role.IntakeOfficer, Role.CaseOfficer, Role.Supervisor, Role.Leader)
  @Documented({ query: WorkListScope, answers: WorkListCountsAnswer, summary: 'How long each work list is.' })
  counts(
    @Query(checked(WorkListScope)) scope: WorkListScope,
    @CurrentPrincipal() principal: Principal,
  ): Promise<WorkListCountsAnswer> {
    return this.unitOfWork.run((tx) => this.readWorkList.counts(tx, { ...scope, principal }));
  }

  @Get(':list')
  @Roles(Role.IntakeOfficer, Role.CaseOfficer, Role.Supervisor, Role.Leader)
  @Documented({
    path: { list: ListName },
    query: WorkListQuery,
    answers: WorkListAnswer,
    summary: 'A page of a work list, the first due first.',
  })
  async page(
    @Param('list', checked(ListName)) list: WorkList,
    @Query(checked(WorkListQuery)) { cursor, limit, ...scope }: WorkListQuery,
    @CurrentPrincipal() principal: Principal,
  ): Promise<WorkListAnswer> {
    const now = this.clock.now();
    const rows = await this.unitOfWork.run((tx) =>
      this.readWorkList.page(tx, list, { ...scope, cursor: cursor ?? null, limit: limit + 1, principal }),
    );
    const deadlines = rows.slice(0, limit).map(({ state, pausedSince, parkedSince, ...row }) => {
      const steps = stepAnswers(state, now);
      const step = steps.find(({ to }) => to === null) ?? null;
      const lateSteps = steps.filter(({ late }) => late);
      const parked = state.parked ?? stepParked(parkedSince);
      const { provisional } = state;
      return { ...row, provisional, pausedSince: pausedSince?.toISOString() ?? null, parked, step, lateSteps };
    });
    return { deadlines, next: rows.length > limit ? cursorText(deadlines.at(-1)!) : null };
  }
}

/** Only the deadline of a step waits: the dossier's own due instant is known. */
function stepParked(since: Date | null): DeadlineStateV1['parked'] {
  return since && { since: since.toISOString(), reason: 'CALENDAR_YEAR_MISSING', year: null };
}
