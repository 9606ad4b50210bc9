import '@motcua/kernel/program';
import { parseArgs } from 'node:util';
import { Logger } from '@nestjs/common';
import { type CommandSettings, readCommandSettings, sourceUrlsOf } from './config.js';
import { RelayWatermarks } from './freshness/index.js';
import type { MissingPart } from './ledgers/index.js';
import {
  auditCountersPart,
  auditFactsPart,
  type AuditMissingOptions,
  auditMissingPart,
  type AuditPart,
  auditReplayPart,
  type DifferingCounter,
  type DifferingFact,
  type DifferingReplay,
} from './proof/index.js';

const USAGE = `Usage: npm run audit -- [--json] [--part counters|facts|replay|missing]...
  counters  every counter is what an independent count of the facts finds
  facts     every fact is the row of the service that owns it
  replay    a replay of the topics comes to the same facts and counters
  missing   every accepted dossier has a clock, every one that owes a fee an order, every stage an invitation
Exit code: 0 equal and nothing missing, 1 something differs or is missing, 2 it could not be decided.`;

const EXIT = { equal: 0, differs: 1, undecided: 2 } as const;
const partNames = ['counters', 'facts', 'replay', 'missing'] as const;
type PartName = (typeof partNames)[number];
type Differing = DifferingCounter | DifferingFact | DifferingReplay | MissingPart;

/** What one part came to; a part that could not be carried out says why. */
type Outcome = AuditPart<Differing> | { readonly equal: null; readonly reason: string };

const titles: Readonly<Record<PartName, string>> = {
  counters: '(a) counters = facts',
  facts: '(b) facts = rows of the services',
  replay: '(c) replay = live',
  missing: '(d) clocks, orders and invitations',
};

async function main(): Promise<number> {
  Logger.overrideLogger(false);
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, part: { type: 'string', multiple: true }, help: { type: 'boolean' } },
  });
  if (values.help) {
    console.log(USAGE);
    return EXIT.equal;
  }
  const chosen = partNames.filter((name) => !values.part || values.part.includes(name));
  if (chosen.length < (values.part?.length ?? 1)) {
    console.error(USAGE);
    return EXIT.undecided;
  }
  const settings = readCommandSettings();
  const outcomes: Partial<Record<PartName, Outcome>> = {};
  for (const name of chosen) {
    const outcome = await parts[name](settings).catch(undecided);
    outcomes[name] = outcome;
    if (!values.json) console.log(textOf(name, outcome));
  }
  const all = Object.values(outcomes);
  const exit = all.some(({ equal }) => equal === false)
    ? EXIT.differs
    : all.some(({ equal }) => equal === null)
      ? EXIT.undecided
      : EXIT.equal;
  const at = new Date().toISOString();
  if (values.json) console.log(JSON.stringify({ at, equal: exit === EXIT.undecided ? null : exit === 0, ...outcomes }));
  else console.log(['audit: equal', 'audit: differs', 'audit: could not be decided'][exit]);
  return exit;
}

const undecided = (error: unknown): Outcome => ({
  equal: null,
  reason: error instanceof Error ? error.message : String(error),
});

const parts: Readonly<Record<PartName, (settings: CommandSettings) => Promise<Outcome>>> = {
  counters: ({ DATABASE_URL }) => auditCountersPart(DATABASE_URL),
  facts: async (settings) => {
    const sourceUrls = sourceUrlsOf(settings);
    if (!sourceUrls)
      throw new Error('Set AUDIT_INTAKE_URL, AUDIT_DEADLINES_URL, AUDIT_PAYMENTS_URL, AUDIT_SURVEYS_URL.');
    return withWatermarks(settings, (options) => auditFactsPart({ ...options, sourceUrls }));
  },
  replay: async (settings) =>
    auditReplayPart({
      databaseUrl: settings.DATABASE_URL,
      ownerUrl: settings.DATABASE_OWNER_URL,
      kafka: kafkaOf(settings),
    }),
  missing: (settings) => withWatermarks(settings, auditMissingPart),
};

/** Works while the watermarks of the services are heard. */
async function withWatermarks<Result>(
  settings: CommandSettings,
  work: (options: AuditMissingOptions) => Promise<Result>,
): Promise<Result> {
  const kafka = kafkaOf(settings);
  const watermarks = new RelayWatermarks(kafka);
  watermarks.onApplicationBootstrap();
  try {
    return await work({ databaseUrl: settings.DATABASE_URL, kafka, watermarks });
  } finally {
    await watermarks.beforeApplicationShutdown();
  }
}

const kafkaOf = ({ KAFKA_BROKERS: brokers, KAFKA_TOPIC_PREFIX: topicPrefix }: CommandSettings) => ({
  brokers,
  topicPrefix,
  clientId: 'metrics-audit',
});

function textOf(name: PartName, outcome: Outcome): string {
  if (outcome.equal === null) return `${titles[name]}: cannot be decided: ${outcome.reason}`;
  const { compared, differing, named } = outcome;
  if (differing === 0) return `${titles[name]}: equal, ${compared} compared`;
  const more = differing > named.length ? [`  and ${differing - named.length} more`] : [];
  return [
    `${titles[name]}: ${differing} ${name === 'missing' ? 'missing' : 'differ'}, ${compared} compared`,
    ...named.map(lineOf),
    ...more,
  ].join('\n');
}

function lineOf(differing: Differing): string {
  if ('missing' in differing) return `  ${differing.dossierId} ${differing.service}: ${differing.missing}`;
  if ('counter' in differing) return `  ${differing.counter}: ${differing.measures.join(', ')}`;
  if ('slice' in differing) {
    const { dossierId, slice, live, replayed } = differing;
    return `  ${dossierId} ${slice}: live at revision ${live ?? 'none'}, replayed ${replayed ?? 'none'}`;
  }
  if ('measure' in differing) {
    const { family, agency, period, measure, counted, recounted } = differing;
    const place = [family, agency, period].filter((part) => part !== null).join(' ');
    return `  ${place} ${measure}: counted ${counted}, the facts say ${recounted}`;
  }
  const { service, dossierId, fault, factRevision, rowRevision, fields } = differing;
  const revisions = `fact at revision ${factRevision ?? 'none'}, row at ${rowRevision ?? 'none'}`;
  return `  ${dossierId} ${service}: ${fault}${fields.length > 0 ? ` (${fields.join(', ')})` : ''}, ${revisions}`;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  return EXIT.undecided;
});
