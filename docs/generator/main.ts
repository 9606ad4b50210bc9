// Writes what can be read from the code: docs/events.md, docs/asyncapi.json, docs/openapi/<service>.json and, from these,
// the types of the web app's requests in services/web/src/api/schemas.
// With --check nothing is written; exit code 1 names the files that are not as the code says.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { apiTypes } from './api-types.ts';
import { asyncApiDocument } from './asyncapi.ts';
import { eventsPage } from './events-page.ts';
import { openApiDocument } from './openapi.ts';
import { documentedServices } from './services.ts';

const root = join(import.meta.dirname, '..', '..');

async function generate(): Promise<ReadonlyMap<string, string>> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const services = await documentedServices();
  const documents = services.map((service) => [service.name, openApiDocument(service, version)] as const);
  const types = documents.map(
    async ([name, document]) => [`services/web/src/api/schemas/${name}.ts`, await apiTypes(document)] as const,
  );
  return new Map([
    ['docs/events.md', eventsPage(services)],
    ['docs/asyncapi.json', json(asyncApiDocument(services, version))],
    ...documents.map(([name, document]) => [`docs/openapi/${name}.json`, json(document)] as const),
    ...(await Promise.all(types)),
  ]);
}

function json(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

function write(files: ReadonlyMap<string, string>): void {
  for (const [name, text] of files) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  console.log(`docs: wrote ${files.size} files`);
}

function check(files: ReadonlyMap<string, string>): number {
  const differing = [...files].filter(
    ([name, text]) => !existsSync(join(root, name)) || readFileSync(join(root, name), 'utf8') !== text,
  );
  for (const [name] of differing) console.error(`docs: ${name} is not as the code says: run npm run docs`);
  return differing.length === 0 ? 0 : 1;
}

const { values } = parseArgs({ options: { check: { type: 'boolean' }, help: { type: 'boolean' } } });
if (values.help) console.log('Usage: npm run docs [-- --check]');
else if (values.check) process.exitCode = check(await generate());
else write(await generate());
