import { DeadlineStartedV1, type DeadlineStateV1, type DomainEvent } from '@motcua/contracts';
import { eventOf } from '@motcua/testing';

export const deadlineStarted = (dossierId: string, revision: number): DomainEvent<DeadlineStateV1> =>
  eventOf(
    DeadlineStartedV1,
    {
      dossierId,
      originalDueAt: null,
      currentDueAt: null,
      dueSoonAt: null,
      provisional: false,
      pauses: [],
      extension: null,
      reprojections: [],
      calendarRevision: 1,
      steps: [],
      dueSoonNotice: null,
      missedNotice: null,
      closedAt: null,
      outcome: null,
    },
    revision,
  );
