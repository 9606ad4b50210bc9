/** A record that cannot be taken in, and who must say so. */
export interface Poison {
  readonly name: string;
  readonly topic: string;
  readonly type: string;
  readonly value: string;
  /** The consumers that make a dead letter of it; the others pass it on purpose. */
  readonly buriedBy: readonly string[];
}

const BROKEN = '{"revision":';

export const poisons: readonly Poison[] = [
  {
    name: 'broken JSON among the dossiers',
    topic: 'dossier.events',
    type: 'vn.motcua.dossier.accepted.v1',
    value: BROKEN,
    buriedBy: ['deadlines', 'metrics', 'payments', 'surveys'],
  },
  {
    name: 'broken JSON among the payments',
    topic: 'payment.events',
    type: 'vn.motcua.payment.settled.v1',
    value: BROKEN,
    buriedBy: ['intake', 'metrics'],
  },
  {
    // Services ignore types they do not know; figures must know every type they are made of.
    name: 'an unknown type among the dossiers',
    topic: 'dossier.events',
    type: 'vn.motcua.dossier.vanished.v1',
    value: '{"revision":1,"state":{}}',
    buriedBy: ['metrics'],
  },
];
