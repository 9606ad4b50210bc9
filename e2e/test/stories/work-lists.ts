import { beforeAll, describe, expect, it } from '@jest/globals';
import { ask } from '../../chaos/front-door.ts';
import { settled } from '../../chaos/patience.ts';
import { checkWorkLists } from '../../chaos/work-lists.ts';
import type { Province } from '../support/province.ts';
import { ask as askDatabase } from '../support/recount.ts';

const WARD = '000.01.31.H06';
const OTHER_WARD = '000.02.31.H06';
/** Free: one working day for a birth certificate; ten, in steps, for a birth with residence and insurance. */
const SHORT = '1.001193';
const LONG = '2.000986';
const DAY_MS = 24 * 3_600_000;

let province: Province;

/** Whether intake can promise an appointment: its copy of the calendar comes by the topic. */
async function calendarArrived(): Promise<boolean> {
  const copies = await askDatabase(province.stack, 'intake', `select from calendar where calendar_id = 'province'`);
  return copies.length > 0;
}

interface Known {
  readonly dossierId: string;
  readonly revision: number;
}
type Command = readonly [name: string, body?: object];

/** A dossier that was accepted so many days ago, and commands since, an hour apart. */
async function dossier(procedureCode: string, days: number, ...commands: readonly Command[]): Promise<void> {
  const at = (hours: number): string => new Date(Date.now() - days * DAY_MS + hours * 3_600_000).toISOString();
  const give = (path: string, body: object, revision?: number): Promise<Known> =>
    ask(province.stack, `/api/intake/dossiers${path}`, {
      as: 'simulator-counter',
      body,
      ...(revision === undefined ? {} : { ifMatch: revision }),
    });
  const applicant = { kind: 'CITIZEN', name: 'Nguyễn Văn An' };
  const submission = { procedureCode, receivingAgency: WARD, channel: 'IN_PERSON', applicant, happenedAt: at(-1) };
  let known = await give('', submission);
  for (const [hours, [name, body]] of [['accept'] as Command, ...commands].entries()) {
    known = await give(`/${known.dossierId}/${name}`, { ...body, happenedAt: at(hours) }, known.revision);
  }
}

const because = { reason: 'theo yêu cầu' };

/** The lists of deadlines beside the gauges of metrics; nobody has handed anything in before. */
export function workListsStory(open: () => Province): void {
  describe('work lists and gauges', () => {
    beforeAll(async () => {
      province = open();
      await settled(calendarArrived, (arrived) => arrived);
    }, 180_000);

    it('hold the same dossiers, agency by agency, when all is at rest', async () => {
      const transfer: Command = ['transfer', { ...because, settlingAgency: OTHER_WARD }];
      await Promise.all([
        dossier(LONG, 0.01),
        dossier(SHORT, 30),
        dossier(SHORT, 30, ['request-supplement'], ['receive-supplement']),
        dossier(SHORT, 30, transfer),
        dossier(LONG, 1, transfer, ['suspend', because]),
        dossier(LONG, 1, ['request-payment']),
        dossier(SHORT, 30, ['request-supplement']),
        dossier(SHORT, 30, ['suspend', because], ['resume'], ['complete']),
        dossier(SHORT, 30, ['withdraw']),
        dossier(SHORT, 30, ['request-supplement'], ['terminate', because]),
        dossier(SHORT, 30, ['void', because]),
      ]);
      const { lengths, faults } = await checkWorkLists(province.stack, { arrived: ({ open }) => open === 7 });
      expect(faults).toEqual([]);
      expect(lengths).toMatchObject({ open: 7, overdue: 3, suspended: 3 });
    }, 180_000);

    it('are found out when a row of one of them is not what metrics heard', async () => {
      const change = (to: string): Promise<readonly { id: string; agency: string }[]> =>
        askDatabase(
          province.stack,
          'deadlines',
          `update deadline set ${to} where dossier_id = (
           select dossier_id from deadline where closed_at is null and paused_since is null order by current_due_at desc, dossier_id limit 1)
         returning dossier_id as id, settling_agency_path[2] as agency`,
        );
      const [changed] = await change('revision = revision + 1');
      const { faults } = await checkWorkLists(province.stack, { patienceMs: 3_000 });
      expect(faults).toEqual([expect.stringContaining(`dossier ${changed!.id}: metrics has "revision`)]);
      await change(`revision = revision - 1, current_due_at = current_due_at - interval '1 year'`);
      const moved = await checkWorkLists(province.stack, { patienceMs: 3_000 });
      expect(moved.faults).toContainEqual(expect.stringContaining(`overdue of ${changed!.agency}: metrics says`));
      await askDatabase(
        province.stack,
        'deadlines',
        `update deadline set current_due_at = current_due_at + interval '1 year' where dossier_id = $1`,
        [changed!.id],
      );
    }, 60_000);

    it('hold the same dossiers after a played quarter', async () => {
      const year = new Date().getFullYear();
      await province.simulate('--dossiers', '120', '--from', `${year}-01-02`, '--to', `${year}-03-31`);
      const { lengths, faults } = await checkWorkLists(province.stack);
      expect(faults).toEqual([]);
      expect(lengths.open).toBeGreaterThanOrEqual(7);
    }, 240_000);
  });
}
