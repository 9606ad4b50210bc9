import type { Applicant } from '../../api/types.js';

/** What is typed. A component that is not handed in is ''. */
export interface Draft {
  /** Null while none is chosen. */
  readonly procedureCode: string | null;
  readonly applicant: {
    readonly kind: Applicant['kind'];
    readonly name: string;
    readonly phone: string;
    readonly idNumber: string;
    readonly address: string;
    readonly email: string;
  };
  readonly components: Readonly<Record<string, '' | 'ORIGINAL' | 'COPY' | 'ELECTRONIC'>>;
  readonly cashTaken: boolean;
}

/** Before anybody is named. */
export const nobody: Draft['applicant'] = {
  kind: 'CITIZEN',
  name: '',
  phone: '',
  idNumber: '',
  address: '',
  email: '',
};
