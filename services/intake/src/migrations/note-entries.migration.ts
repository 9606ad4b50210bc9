import type { MigrationInterface, QueryRunner } from 'typeorm';

const LISTS = ['supplements', 'suspensions', 'transfers'] as const;
const noted = (list: string, element: string): string =>
  `'${list}', coalesce((select jsonb_agg(${element} order by place)
    from jsonb_array_elements(state -> '${list}') with ordinality as listed (element, place)), '[]')`;
const withElements = (element: string): string =>
  `jsonb_build_object(${LISTS.map((list) => noted(list, element)).join(', ')})`;

/**
 * When pauses, transfers and ends were entered. Of those that are here nobody noted it, and that is what a reader of their
 * last event takes for granted.
 */
export class NoteEntries1764000000015 implements MigrationInterface {
  readonly name = 'NoteEntries1764000000015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update dossier set state = '{"endRecordedAt": null}'::jsonb || state
        || ${withElements(`'{"recordedAt": null}'::jsonb || element`)}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update dossier set state = (state - 'endRecordedAt') || ${withElements(`element - 'recordedAt'`)}`);
  }
}
