import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { delimiter, join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { repositoryRoot } from '../src/paths.ts';

const built = /(\S*\bnode) ((?:services|libs)\/\S+\/dist\/\S+\.js)/g;

/** The programs that the documents start with Node, and which Node. */
const documented = filesUnder(repositoryRoot, '.md').flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(built)].map(([, node = '', program = '']) => ({ node, program })),
);
const programs = [...new Set(documented.map(({ program }) => program))].toSorted();

/** Every program of the repository that is started on its own. */
const sources = ['services', 'libs'].flatMap((folder) =>
  filesUnder(join(repositoryRoot, folder), '.ts').filter((file) =>
    /\/src\/(main(\.\w+)?|migrate|[^/]+-command)\.ts$/.test(file),
  ),
);

describe('the programs that the documents start', () => {
  it('are some, and are started with the Node that npm has installed', () => {
    expect(programs.length).toBeGreaterThan(3);
    expect(documented.filter(({ node }) => !node.endsWith('node_modules/.bin/node'))).toEqual([]);
  });

  it.each(programs)('%s: runs on this machine’s own Node, or says in one line which one it needs', (program) => {
    const { status, stderr } = spawnSync(machinesNode(), [join(repositoryRoot, program)], {
      env: { PATH: process.env['PATH'] },
      encoding: 'utf8',
    });
    expect(stderr).not.toMatch(/(Type|Syntax|Reference)Error|is not a function/);
    if (!stderr.includes('is needed')) return;
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toContain(`node_modules/.bin/node ${join(repositoryRoot, program)}`);
    expect(status).toBe(1);
  });
});

describe('every command', () => {
  const commandsFolder = join(import.meta.dirname, '..', 'src', 'commands');
  const commands = [
    ...readdirSync(commandsFolder).map((file) => join(commandsFolder, file)),
    ...sources.filter((file) => file.endsWith('-command.ts') && !isLibrary(file)).map(builtFrom),
  ];

  it.each(commands.map((file) => [relative(repositoryRoot, file), file]))('%s says how it is used', (_, file) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [file, '--help'], {
      env: { PATH: process.env['PATH'] },
      encoding: 'utf8',
      timeout: 30_000,
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: /);
  });
});

describe('every program of ours', () => {
  it('looks at its Node and at its output before anything else', () => {
    const others = sources.filter(
      (file) => !/^import '@motcua\/kernel\/program';/.test(readFileSync(file, 'utf8')) && !isLibrary(file),
    );
    expect(sources.length).toBeGreaterThan(15);
    expect(others).toEqual([]);
  });
});

/** What the programs named alike of several services share; it is no program itself. */
function isLibrary(file: string): boolean {
  return file.endsWith('libs/persistence/src/reseal-command.ts');
}

function builtFrom(source: string): string {
  return source.replace('/src/', '/dist/').replace(/\.ts$/, '.js');
}

/** The first Node on the PATH that npm did not put there; where there is none, our own. */
function machinesNode(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  return folders.map((folder) => join(folder, 'node')).find(existsSync) ?? process.execPath;
}

function filesUnder(folder: string, ending: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !['dist', 'node_modules', '.local', '.git'].includes(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesUnder(path, ending);
      return entry.name.endsWith(ending) ? [path] : [];
    });
}
