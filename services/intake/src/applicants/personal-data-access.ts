import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '@motcua/kernel';
import { Statement, type Tx } from '@motcua/persistence';

export type AccessPurpose = 'SHOW' | 'FORM' | 'LOOK_UP' | 'SEARCH' | 'EXPORT' | 'NOTIFY' | 'DUPLICATE';

export interface Access {
  /** Principal's id; `applicant` for a look-up without an account, the event's id for a consumer. */
  readonly who: string;
  /** Null: the access was to more than one dossier, and `detail` says which. */
  readonly dossierId: string | null;
  readonly purpose: AccessPurpose;
  /** A code, never what was read: the kind of a form, the agency and days of a register. */
  readonly detail: string;
}

const NOTE = new Statement(
  'insert into personal_data_access (who, at, dossier_id, purpose, detail) values ($1, $2, $3, $4, $5)',
);

/** The log of who saw personal data. The service's role may only add to it: neither read, change nor shorten it. */
@Injectable()
export class PersonalDataAccess {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /** Notes an access in the transaction that reads: what cannot be noted must not be answered. */
  async note(tx: Tx, { who, dossierId, purpose, detail }: Access): Promise<void> {
    await NOTE.run(tx, [who, this.clock.now(), dossierId, purpose, detail]);
  }
}
