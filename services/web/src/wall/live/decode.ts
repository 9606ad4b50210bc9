import {
  hopKinds,
  indicatorIds,
  type AgencyFigures,
  type Audit,
  type Caveats,
  type Figures,
  type Frame,
  type Freshness,
  type Gauges,
  type Hop,
  type Indicator,
} from './frame.js';

/** What arrived does not have the agreed shape; the text names the first field at fault. */
export class ShapeMismatch extends Error {
  override readonly name = 'ShapeMismatch';
}

type Fields = Readonly<Record<string, unknown>>;

/** @throws ShapeMismatch, or SyntaxError for broken JSON; unknown fields and unknown indicators are ignored. */
export function decodeFrame(text: string): Frame {
  const frame = fields(JSON.parse(text), 'frame');
  const today = fields(frame['today'], 'today');
  return {
    number: count(frame, 'number'),
    at: string(frame, 'at'),
    period: string(frame, 'period'),
    freshness: freshness(frame['freshness']),
    indicators: indicators(frame['indicators']),
    asFirstPromised: promised(frame['asFirstPromised']),
    caveats: caveats(frame['caveats']),
    gauges: gauges(frame['gauges']),
    today: { period: string(today, 'period'), indicators: indicators(today['indicators']) },
    agencies: agencies(frame['agencies']),
    audit: audit(frame['audit']),
  };
}

/** @throws ShapeMismatch */
export function decodeFigures(value: unknown): Figures {
  const figures = fields(value, 'figures');
  return {
    period: string(figures, 'period'),
    indicators: indicators(figures['indicators']),
    asFirstPromised: promised(figures['asFirstPromised']),
    caveats: caveats(figures['caveats']),
    gauges: gauges(figures['gauges']),
  };
}

/** @throws ShapeMismatch */
export function decodeRanking(value: unknown): readonly AgencyFigures[] {
  return agencies(fields(value, 'ranking')['agencies']);
}

function audit(value: unknown): Audit | null {
  if (value === undefined || value === null) return null;
  const run = fields(value, 'audit');
  return {
    at: string(run, 'at'),
    equal: run['equal'] === true,
    differingCounters: count(run, 'differingCounters'),
    differingFacts: count(run, 'differingFacts'),
    missing: countOrNone(run, 'missing'),
  };
}

function agencies(value: unknown): readonly AgencyFigures[] {
  return list(value, 'agencies').map((entry) => {
    const figures = fields(entry, 'agencies[]');
    return {
      agency: string(figures, 'agency'),
      indicators: indicators(figures['indicators']),
      caveats: caveats(figures['caveats']),
      gauges: gauges(figures['gauges']),
    };
  });
}

function indicators(value: unknown): readonly Indicator[] {
  return list(value, 'indicators').flatMap((entry) => {
    const id = indicatorIds.find((known) => known === fields(entry, 'indicators[]')['id']);
    return id === undefined ? [] : [indicator(entry, id)];
  });
}

/** What a service of an earlier edition does not tell with its frames. */
function promised(value: unknown): Indicator | null {
  return value === undefined || value === null ? null : indicator(value, 'onTime');
}

function indicator(value: unknown, id: Indicator['id']): Indicator {
  const given = fields(value, 'indicator');
  const target = given['target'];
  return {
    id,
    definitionId: string(given, 'definitionId'),
    numerator: count(given, 'numerator'),
    denominator: count(given, 'denominator'),
    target: typeof target === 'number' && target >= 0 ? target : null,
  };
}

function gauges(value: unknown): Gauges {
  const given = fields(value, 'gauges');
  return {
    open: count(given, 'open'),
    overdue: count(given, 'overdue'),
    dueSoon: count(given, 'dueSoon'),
    suspended: count(given, 'suspended'),
    suspendedOverdue: countOrNone(given, 'suspendedOverdue'),
    parked: countOrNone(given, 'parked'),
    unanswered: countOrNone(given, 'unanswered'),
    unansweredSince: instantOrNone(given, 'unansweredSince'),
  };
}

function caveats(value: unknown): Caveats {
  const given = value === undefined ? {} : fields(value, 'caveats');
  return {
    completedNotJudged: countOrNone(given, 'completedNotJudged'),
    recordedLate: countOrNone(given, 'recordedLate'),
    endedOverdue: countOrNone(given, 'endedOverdue'),
  };
}

/** A hop that this page does not know is none: the figures are stale all the same. */
function hop(value: unknown): Hop | null {
  if (value === undefined || value === null) return null;
  const { kind, service } = fields(value, 'hop');
  const known = hopKinds.find((each) => each === kind);
  return known === undefined ? null : { kind: known, service: typeof service === 'string' ? service : null };
}

function freshness(value: unknown): Freshness {
  const given = fields(value, 'freshness');
  const { behindSeconds, reason } = given;
  return {
    behindSeconds: typeof behindSeconds === 'number' ? Math.max(0, behindSeconds) : null,
    // Only an explicit "not stale" may be shown as fresh.
    stale: given['stale'] !== false,
    reason: typeof reason === 'string' ? reason : null,
    hop: hop(given['hop']),
  };
}

function fields(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null) throw new ShapeMismatch(`${name} is not an object`);
  return value as Fields;
}

function list(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new ShapeMismatch(`${name} is not a list`);
  return value;
}

function string(given: Fields, name: string): string {
  const value = given[name];
  if (typeof value !== 'string') throw new ShapeMismatch(`${name} is not a text`);
  return value;
}

function count(given: Fields, name: string): number {
  const value = given[name];
  if (!Number.isSafeInteger(value)) throw new ShapeMismatch(`${name} is not a whole number`);
  return value as number;
}

/** A count that a service of an earlier edition does not tell. */
function countOrNone(given: Fields, name: string): number {
  return given[name] === undefined ? 0 : count(given, name);
}

/** An instant that a service of an earlier edition does not tell. */
function instantOrNone(given: Fields, name: string): string | null {
  if (given[name] === undefined || given[name] === null) return null;
  const instant = string(given, name);
  if (Number.isNaN(Date.parse(instant))) throw new ShapeMismatch(`${name} is not an instant`);
  return instant;
}
