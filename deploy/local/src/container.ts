/**
 * The entry of the image. `provision` creates databases, roles, secrets and demo people and migrates; `<service>` runs that
 * service, with the settings of its container and the secrets that the topology grants to it; `simulator` runs the simulator;
 * `intake-counter` and `intake-worker` run the two roles of intake, each in a process of its own; `audit` and `replay` run those
 * programs of metrics; `people` shows the demo people with their secrets.
 */
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { ClearFault } from './clear-fault.ts';
import { directions } from './container-texts.ts';
import { auditUrlsOf, grantAudit, provision, serviceDatabase } from './provision.ts';
import { peopleTable } from './screen.ts';
import { loadOrCreateIdentity, loadOrCreateSecrets, type Secrets } from './secrets.ts';
import {
  auditSettingsOf,
  nodeProgram,
  programOf,
  secretSettingsOf,
  simulatorSettingsOf,
  type ProgramName,
} from './service-environment.ts';
import { databaseServices, serviceNames, services, type ServiceName } from './topology.ts';
import { whenPostgresAnswers } from './wait-for-postgres.ts';

const paths = { secretsFile: '/run/motcua/secrets.json', identityFile: '/run/motcua/identity.json' };
/** Only `provision` gets the superuser's password; services take only the address from it. */
const superuserUrl = process.env['PROVISION_DATABASE_URL'] ?? 'postgres://postgres@postgres:5432/postgres';

const rolesOfIntake: Readonly<Record<string, ProgramName>> = {
  'intake-counter': 'main.counter',
  'intake-worker': 'main.worker',
};

const [, , name = '', ...args] = process.argv;
try {
  await runAs(name);
} catch (fault) {
  if (!(fault instanceof ClearFault)) throw fault;
  console.error(`${name}: ${fault.message}`);
  process.exitCode = 1;
}

async function runAs(name: string): Promise<void> {
  if (name === 'provision') return provisionAll();
  if (name === 'people') return console.log(peopleTable(loadOrCreateIdentity(paths)).join('\n'));
  if (name === 'simulator') return becomeSimulator();
  if (name === 'audit' || name === 'replay') return becomeProgramOfMetrics(name);
  if (isService(name)) return become(name, 'main');
  const role = rolesOfIntake[name];
  if (role !== undefined) return become('intake', role);
  const roles = Object.keys(rolesOfIntake);
  const known = ['provision', 'people', 'simulator', 'audit', 'replay', ...serviceNames, ...roles];
  throw new ClearFault(`is no container of motcua: use one of ${known.join(', ')}`);
}

async function provisionAll(): Promise<void> {
  const secrets = loadOrCreateSecrets(paths);
  loadOrCreateIdentity(paths);
  await whenPostgresAnswers(superuserUrl, { onWaiting: (line) => console.log(line) });
  await provision(superuserUrl, secrets);
  for (const service of databaseServices) migrate(service, secrets);
  await grantAudit(superuserUrl, secrets);
  const { PUBLIC_URL: wall, PUBLIC_ISSUER_URL: issuer } = process.env;
  if (wall && issuer) console.log(directions({ wall, issuer }));
}

function migrate(service: ServiceName, secrets: Secrets): void {
  const { ownerUrl, role } = serviceDatabase(service, superuserUrl, secrets);
  const env = { ...process.env, DATABASE_OWNER_URL: ownerUrl, APP_ROLE: role };
  const { command, args } = nodeProgram(service, 'migrate');
  const { status } = spawnSync(command, args, { env, stdio: 'inherit' });
  if (status !== 0) throw new ClearFault(`the migrations of ${service} failed, see above`);
}

async function become(service: ServiceName, program: ProgramName): Promise<void> {
  if (services[service].secrets.length > 0) Object.assign(process.env, secretSettings(service));
  await run(programOf(service, program));
}

function secretSettings(service: ServiceName): Readonly<Record<string, string>> {
  const secrets = loadOrCreateSecrets(paths);
  const databaseUrl = databaseServices.includes(service)
    ? serviceDatabase(service, superuserUrl, secrets).serviceUrl
    : null;
  const auditUrls = auditUrlsOf(superuserUrl, secrets);
  return secretSettingsOf(service, { secrets, identityFile: paths.identityFile, databaseUrl, auditUrls });
}

async function becomeSimulator(): Promise<void> {
  const { PORTAL_URL = '', OIDC_ISSUER = '' } = process.env;
  const secrets = loadOrCreateSecrets(paths);
  Object.assign(process.env, simulatorSettingsOf({ PORTAL_URL, OIDC_ISSUER }, paths.identityFile, secrets));
  await run(programOf('simulator', 'main'));
}

async function becomeProgramOfMetrics(name: 'audit' | 'replay'): Promise<void> {
  const secrets = loadOrCreateSecrets(paths);
  const database = serviceDatabase('metrics', superuserUrl, secrets);
  const { KAFKA_BROKERS = '' } = process.env;
  Object.assign(process.env, auditSettingsOf(KAFKA_BROKERS, database, auditUrlsOf(superuserUrl, secrets)));
  await run(programOf('metrics', `${name}-command`));
}

/** Runs a program in this process, with its own arguments. */
async function run(program: string): Promise<void> {
  process.argv = [...process.argv.slice(0, 2), ...args];
  await import(pathToFileURL(program).href);
}

function isService(text: string): text is ServiceName {
  return (serviceNames as readonly string[]).includes(text);
}
