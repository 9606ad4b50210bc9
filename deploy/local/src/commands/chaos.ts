import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { faultsFound, percentile, reportText, type ChaosReport } from '../../../../e2e/chaos/chaos-report.ts';
import { planFaults } from '../../../../e2e/chaos/fault-plan.ts';
import { faultSettings } from '../../../../e2e/chaos/fault-settings.ts';
import { runChaos } from '../../../../e2e/chaos/run-chaos.ts';
import { SmallDisk } from '../../../../e2e/chaos/small-disk.ts';
import { build } from '../build.ts';
import { ClearFault } from '../clear-fault.ts';
import { runCommand } from '../command.ts';
import { answerHelp } from '../help.ts';
import { cacheFolder } from '../paths.ts';
import { Stack } from '../stack.ts';
import { Steps } from '../steps.ts';

const USAGE = 'Usage: npm run chaos -- [--kills N] [--seed S] [--dossiers N of a round] [--rate N a second] [--json]';
answerHelp(USAGE);

/** Runs a fresh stack under seeded faults; exit code 0 only when no figure shows them. */
await runCommand(async (command) => {
  const options = readOptions();
  const steps = Steps.on(process.stderr);
  const plan = planFaults(options);
  const wantsDisk = plan.faults.some(({ kind }) => kind === 'disk-full');
  const disk = wantsDisk ? SmallDisk.mount() : null;
  if (disk) command.use(disk);
  const stack = command.use(
    await Stack.open({ instance: `chaos-${process.pid}`, ownParts: true, steps, moreSettings: faultSettings }),
  );
  const starting = async (): Promise<void> => {
    await Promise.all([build(stack.supervisor, steps), stack.startParts()]);
    await disk?.takeDatabases(stack);
    await stack.startServices();
  };
  try {
    await Promise.race([starting(), stack.failure]);
    steps.say(`${options.kills} faults, seed ${options.seed}`);
    const say = (line: string): void => steps.say(`${steps.elapsed.padStart(8)}  ${line}`);
    const report = await runChaos({ ...options, stack, plan, disk, say });
    const held = faultsFound(report).length === 0;
    if (!held) keepLogs(stack, options.seed, steps);
    process.stdout.write(`${options.json ? jsonOf(report) : `\n${reportText(report)}`}\n`);
    return held ? 0 : 1;
  } catch (fault) {
    keepLogs(stack, options.seed, steps);
    throw fault;
  }
});

function readOptions() {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      options: { kills: text, seed: text, dossiers: text, rate: text, json: { type: 'boolean' } },
    });
    return {
      kills: whole(values.kills ?? '20'),
      seed: whole(values.seed ?? String(Date.now() % 1_000_000)),
      dossiers: whole(values.dossiers ?? '800'),
      rate: whole(values.rate ?? '15'),
      json: values.json ?? false,
    };
  } catch (fault) {
    throw new ClearFault(`${fault instanceof Error ? fault.message : String(fault)}\n${USAGE}`);
  }
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new ClearFault(`'${text}' is not a whole number`);
  return Number(text);
}

function jsonOf(report: ChaosReport): string {
  const { freshAfterMs, ...rest } = report;
  const fresh = {
    faults: freshAfterMs.length,
    p50: percentile(freshAfterMs, 0.5),
    p99: percentile(freshAfterMs, 0.99),
  };
  return JSON.stringify({ ...rest, freshAfterMs: fresh, held: faultsFound(report).length === 0 });
}

/** Copies the logs of a failed run, which a temporary stack would remove. */
function keepLogs(stack: Stack, seed: number, steps: Steps): void {
  const folder = join(cacheFolder, `chaos-${seed}`);
  cpSync(stack.paths.logs, folder, { recursive: true });
  steps.say(`logs kept in ${folder}`);
}
