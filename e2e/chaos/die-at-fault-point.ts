/**
 * Loaded into every service of a stack under chaos (`--import`), beside the program that is shipped and unknown to it.
 * On SIGUSR2 the process reads its order from the folder FAULT_POINTS: the point at which it kills itself.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kafka, type Producer } from 'kafkajs';
import pg from 'pg';
import { SessionSteps, type FaultPoint, type FaultStep } from './fault-points.ts';

type Call = (this: object, ...parameters: unknown[]) => unknown;

const order = join(process.env['FAULT_POINTS'] ?? '', String(process.pid));
let armed: FaultPoint | null = null;
process.on('SIGUSR2', () => {
  armed = existsSync(order) ? (JSON.parse(readFileSync(order, 'utf8')) as FaultPoint) : null;
});

function reach(moment: FaultPoint['moment'], steps: readonly FaultStep[]): void {
  if (armed?.moment === moment && steps.includes(armed.step)) process.kill(process.pid, 'SIGKILL');
}

function around(steps: readonly FaultStep[], work: () => unknown): unknown {
  reach('before', steps);
  const answer = work();
  if (!(answer instanceof Promise)) return answer;
  return answer.then((value: unknown) => {
    reach('after', steps);
    return value;
  });
}

const sessions = new WeakMap<object, SessionSteps>();
const client = pg.Client.prototype as unknown as { query: Call };
const query = client.query;
client.query = function (...parameters) {
  const [statement] = parameters as [string | { readonly text?: string }];
  const sql = typeof statement === 'string' ? statement : (statement.text ?? '');
  const session = sessions.get(this) ?? new SessionSteps();
  sessions.set(this, session);
  return around(session.stepsOf(sql), () => query.apply(this, parameters));
};

const kafka = Kafka.prototype as unknown as { producer: (this: Kafka, ...parameters: unknown[]) => Producer };
const makeProducer = kafka.producer;
kafka.producer = function (...parameters) {
  const producer = makeProducer.apply(this, parameters);
  const { sendBatch } = producer;
  return {
    ...producer,
    sendBatch: (batch) => around(['relay: send'], () => sendBatch(batch)) as ReturnType<typeof sendBatch>,
  };
};
