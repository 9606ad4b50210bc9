import { parseArgs } from 'node:util';
import { localDayOf, type LocalDay } from '@motcua/kernel';
import { z } from 'zod';
import { UsageError } from './usage-error.js';

export interface Options {
  readonly live: boolean;
  /** Infinity: a live run goes on until it is stopped. */
  readonly dossiers: number;
  readonly seed: number;
  readonly from: LocalDay;
  readonly to: LocalDay;
  readonly concurrency: number;
  /** Dossiers started in a second. Undefined: as fast as they come. */
  readonly rate: number | undefined;
  readonly run: string;
  readonly journal: string | undefined;
  readonly patienceSeconds: number;
  readonly json: boolean;
}

export const HELP = `Usage: npm run simulate -- [options]

Plays counters, citizens and a payment gateway of the province against the public API, then compares the published
figures with its plan. Exit code 0 only when all four are equal.

  --dossiers N     dossiers of the plan (default 10000; all four ratios are exact from 10000 on)
  --seed N         the same seed gives the same plan (default 2023)
  --from DAY       first day, YYYY-MM-DD (default 2023-01-01)
  --to DAY         last day, inclusive, not after yesterday (default 2023-12-31)
  --concurrency N  dossiers at a time (default 24)
  --rate N         at most N dossiers started per second (default: no limit; with --live one in two seconds)
  --run NAME       part of every Idempotency-Key; a run with the same name and seed goes on where it was broken off
                   (default: a new name, so new dossiers)
  --patience N     seconds to go on trying and waiting (default 300)
  --journal FILE   append every accepted command as a JSON line
  --json           the result as JSON on stdout, everything else on stderr
  --live           a small history, then dossiers at the present until stopped; with --dossiers N no history, and so many
  --help           this text`;

const whole = (least: number, most: number) =>
  z
    .string()
    .refine(
      (text) => /^\d{1,15}$/.test(text) && Number(text) >= least && Number(text) <= most,
      `must be a whole number from ${least} to ${most}`,
    )
    .transform(Number);
const positive = z
  .string()
  .refine((text) => /^\d{1,9}(\.\d{1,9})?$/.test(text) && Number(text) > 0, 'must be a number above 0')
  .transform(Number);
const day = z.iso.date('must be a day such as 2023-01-31');

const Arguments = z.object({
  live: z.boolean().default(false),
  json: z.boolean().default(false),
  dossiers: whole(1, 1_000_000).optional(),
  seed: whole(0, 2 ** 32 - 1).default(2023),
  from: day.default('2023-01-01'),
  to: day.default('2023-12-31'),
  concurrency: whole(1, 1_000).default(24),
  rate: positive.optional(),
  run: z
    .string()
    .regex(/^[\w.-]{1,60}$/, 'must be 1 to 60 letters, digits, ".", "_" and "-"')
    .optional(),
  patience: whole(1, 86_400).default(300),
  journal: z.string().min(1, 'must be the path of a file').optional(),
});

/** The options, or `'help'`. @throws UsageError */
export function readOptions(args: readonly string[], now: Date): Options | 'help' {
  const values = parse(args);
  if (values['help'] === true) return 'help';
  const parsed = Arguments.safeParse(values);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `--${path.join('.')} ${message}`);
    throw new UsageError(faults.join('; '));
  }
  const { patience, run, rate, journal, dossiers, ...rest } = parsed.data;
  if (rest.from > rest.to) throw new UsageError(`--from ${rest.from} is after --to ${rest.to}`);
  if (rest.to >= localDayOf(now)) throw new UsageError(`--to ${rest.to} must lie before today (${localDayOf(now)})`);
  return {
    ...rest,
    dossiers: dossiers ?? (rest.live ? Infinity : 10_000),
    rate,
    journal,
    run: run ?? now.getTime().toString(36),
    patienceSeconds: patience,
  };
}

function parse(args: readonly string[]): Record<string, unknown> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        dossiers: text,
        seed: text,
        from: text,
        to: text,
        concurrency: text,
        rate: text,
        run: text,
        patience: text,
        journal: text,
        json: flag,
        live: flag,
        help: flag,
      },
    }).values;
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message.split('. ')[0]! : String(cause));
  }
}
