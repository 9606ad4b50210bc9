import '@motcua/kernel/program';
import { textOf } from './drive/faults.js';
import { HELP, readOptions, type Options } from './options.js';
import { tableOf } from './report.js';
import { runLive } from './run-live.js';
import { runYear } from './run-year.js';
import { readSettings } from './settings.js';
import { Stage } from './stage.js';
import { UsageError } from './usage-error.js';

const toStderr = (text: string): void => void process.stderr.write(text);

/** Runs the simulator and answers its exit code. */
async function simulate(options: Options, signal: AbortSignal): Promise<number> {
  const write = options.json ? toStderr : (text: string): void => void process.stdout.write(text);
  const stage = await Stage.open({
    settings: readSettings(process.env),
    patienceMs: options.patienceSeconds * 1_000,
    journal: options.journal,
    showRetries: options.live,
    write: toStderr,
    signal,
  });
  try {
    if (options.live) {
      await runLive({ stage, options, write, signal });
      return signal.aborted || stage.activity.dossiersFailed === 0 ? 0 : 1;
    }
    const tty = (options.json ? process.stderr : process.stdout).isTTY === true;
    const report = await runYear({ stage, options, write, tty, signal });
    const { activity } = stage;
    process.stdout.write(options.json ? `${JSON.stringify({ ...report, activity })}\n` : `\n${tableOf(report)}\n`);
    return report.equal ? 0 : 1;
  } finally {
    await stage.close();
  }
}

async function main(): Promise<number> {
  const stop = new AbortController();
  try {
    const options = readOptions(process.argv.slice(2), new Date());
    if (options === 'help') {
      process.stdout.write(`${HELP}\n`);
      return 0;
    }
    const stopBy = (code: number) => (): void => stop.abort(code);
    process.once('SIGINT', stopBy(options.live ? 0 : 130)).once('SIGTERM', stopBy(options.live ? 0 : 143));
    return await simulate(options, stop.signal);
  } catch (fault) {
    if (stop.signal.aborted) return Number(stop.signal.reason);
    toStderr(`simulator: ${textOf(fault)}\n`);
    return fault instanceof UsageError ? 2 : 1;
  }
}

process.exitCode = await main();
