/** A record that cannot be taken in, and who must say so. */
export interface Poison {
  readonly name: string;
  readonly topic: string;
  readonly type: string;
  readonly value: string;
  /** The consumers that make a dead letter of it; the others pass it on purpose. */
  readonly deadLetteredBy: readonly string[];
}

const BROKEN = '{"revision":';

export const poisons: readonly Poison[] = [
  {
    name: 'broken JSON among the dossiers',
    topic: 'dossier.events',
    type: 'vn.motcua.dossier.accepted.v1',
    value: BROKEN,
    deadLetteredBy: ['deadlines', 'metrics', 'payments', 'surveys'],
  },
  {
    name: 'broken JSON among the payments',
    topic: 'payment.events',
    type: 'vn.motcua.payment.settled.v1',
    value: BROKEN,
    deadLetteredBy: ['intake', 'metrics'],
  },
  {
    // Services ignore types they do not know; figures must know every type they are made of.
    name: 'an unknown type among the dossiers',
    topic: 'dossier.events',
    type: 'vn.motcua.dossier.vanished.v1',
    value: '{"revision":1,"state":{}}',
    deadLetteredBy: ['metrics'],
  },
];

const READ_BY_ALL = ['deadlines', 'metrics', 'payments', 'surveys'] as const;
const [broken] = poisons;

/** As long as a record may be with the broker's defaults (1 MiB, headers included), and unreadable. */
export const oversized: Poison = {
  ...broken!,
  name: 'an unreadable record of a mebibyte',
  value: `${BROKEN}"${'a'.repeat(2 ** 20 - 4_096)}`,
};

/** Unreadable, under the id, key and type of another record. */
export const twinOf = (type: string): Poison => ({
  name: 'an unreadable record with the id of a good one',
  topic: 'dossier.events',
  type,
  value: BROKEN,
  deadLetteredBy: READ_BY_ALL,
});
