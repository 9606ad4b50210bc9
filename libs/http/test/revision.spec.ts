import { describe, expect, it } from '@jest/globals';
import { requireRevision } from '../src/revision.js';

const happenedAt = new Date('2024-01-29T03:00:00Z');
const settled = { revision: 3, type: 'vn.motcua.payment.settled.v1', happenedAt, actor: 'gateway', orderId: 'x' };

describe('the revision that a command was decided on', () => {
  it('is accepted while it is the current one, and nothing more is read', async () => {
    const unseen = async (): Promise<never> => {
      throw new Error('read');
    };
    await requireRevision({ of: 'order', current: 2, expected: 2, unseen });
  });

  it('is stale when it is another one', async () => {
    await expect(requireRevision({ of: 'case', current: 3, expected: 2 })).rejects.toMatchObject({
      code: 'revision-stale',
      kind: 'stale',
      message: 'You decided on revision 2; the case is at 3. Read it again.',
      details: { currentRevision: 3 },
    });
  });

  it('is refused with the changes that the caller has not seen, and only their public parts', async () => {
    const unseen = async () => [settled];
    await expect(requireRevision({ of: 'order', current: 3, expected: 2, unseen })).rejects.toMatchObject({
      message:
        'You decided on revision 2; the order is at 3. Since then: 3: vn.motcua.payment.settled.v1. Read it again.',
      details: {
        currentRevision: 3,
        changes: [{ revision: 3, type: settled.type, happenedAt, actor: 'gateway' }],
      },
    });
    await expect(requireRevision({ of: 'order', current: 3, expected: 9, unseen: async () => [] })).rejects.toThrow(
      'Since then: nothing.',
    );
  });
});
