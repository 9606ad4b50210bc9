import { DeadlineStartedV1, type DeadlineStateV1, type DomainEvent } from '@motcua/contracts';
import { deadlineState, eventOf } from '@motcua/testing';

export const deadlineStarted = (dossierId: string, revision: number): DomainEvent<DeadlineStateV1> =>
  eventOf(DeadlineStartedV1, deadlineState({ dossierId }), revision);
