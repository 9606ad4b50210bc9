import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { nodeTool, whileNobodyBuilds } from '../build.ts';
import { runCommand } from '../command.ts';
import { answerHelp } from '../help.ts';
import { Supervisor, type OneTimeProcess } from '../process/supervisor.ts';
import { Steps } from '../steps.ts';
import { runTests, unitOnly } from '../test-run.ts';

interface Check {
  readonly name: string;
  readonly run: () => Promise<boolean>;
}

answerHelp(`Usage: npm run check
Format, lint, boundaries, types, generated documents and unit specs; needs no server.`);

/** Runs all checks that need no server, and summarises the failed ones at the end. */
await runCommand(async (command) => {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-check-'));
  const supervisor = new Supervisor({ logs: folder, processesFile: join(folder, 'processes.json') });
  command.use({ stop: () => supervisor.stop().finally(() => rmSync(folder, { recursive: true })) });
  const steps = Steps.on(process.stderr);
  // Two at a time, because a small machine has two cores.
  const lanes = [
    [
      types(supervisor),
      documents(supervisor),
      typesOf('services/web', supervisor),
      typesOf('e2e', supervisor),
      boundaries(supervisor),
    ],
    [format(supervisor), lint(supervisor)],
  ];
  const failed = (await Promise.all(lanes.map((lane) => runInOrder(lane, steps)))).flat();
  failed.push(...(await runInOrder([unitSpecs(supervisor, folder)], steps)));
  console.log(failed.length === 0 ? 'check: all good' : `check: failed: ${failed.join(', ')}`);
  return failed.length === 0 ? 0 : 1;
});

async function runInOrder(checks: readonly Check[], steps: Steps): Promise<string[]> {
  const failed: string[] = [];
  for (const check of checks) {
    const passed = await steps.run(check.name, check.run, (good) => (good ? '✓' : '✗'));
    if (!passed) failed.push(check.name);
  }
  return failed;
}

function format(supervisor: Supervisor): Check {
  return quietly('format', supervisor, nodeTool('prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'));
}

/** The generated documents, against the code that was just built. */
function documents(supervisor: Supervisor): Check {
  return quietly('documents', supervisor, nodeTool('../docs/generator/main.ts', '--check'));
}

function lint(supervisor: Supervisor): Check {
  return quietly('lint', supervisor, nodeTool('eslint/bin/eslint.js', '--max-warnings=0', '.'));
}

function boundaries(supervisor: Supervisor): Check {
  const folders = ['libs', 'services', 'deploy', 'e2e', 'bench'];
  const tool = nodeTool(
    'dependency-cruiser/bin/dependency-cruiser.mjs',
    '--config',
    '.dependency-cruiser.mjs',
    ...folders,
  );
  return quietly('boundaries', supervisor, tool);
}

/** The build of what runs, then one program of everything that is never built: specs and this tool. */
function types(supervisor: Supervisor): Check {
  const built = quietly('types', supervisor, nodeTool('typescript/bin/tsc', '-b'));
  const others = quietly('types', supervisor, nodeTool('typescript/bin/tsc', '-p', 'tsconfig.all.json'));
  return { name: 'types', run: async () => (await whileNobodyBuilds(built.run)) && (await others.run()) };
}

/** Projects with browser types, which the others must not see. */
function typesOf(folder: string, supervisor: Supervisor): Check {
  const project = join(folder, 'tsconfig.json');
  return quietly(`types of ${basename(folder)}`, supervisor, nodeTool('typescript/bin/tsc', '-p', project, '--noEmit'));
}

function unitSpecs(supervisor: Supervisor, folder: string): Check {
  const resultFile = join(folder, 'specs.json');
  const run = () => runTests(supervisor, { args: ['--maxWorkers=2', ...unitOnly], resultFile });
  return { name: 'unit specs', run: async () => (await run()).failed === 0 };
}

/** Shows the output of a tool only when it fails. */
function quietly(name: string, supervisor: Supervisor, tool: Omit<OneTimeProcess, 'name'>): Check {
  return {
    name,
    run: async () => {
      try {
        await supervisor.run({ ...tool, name });
        return true;
      } catch {
        process.stderr.write(`\n${readFileSync(supervisor.logFileOf(name), 'utf8')}\n`);
        return false; // The log says why, and it has just been shown.
      }
    },
  };
}
