/**
 * The entry of the image. `provision` makes databases, roles and secrets and migrates; `<service>` adds the secrets
 * that the topology grants to it to the settings of its container, and becomes that service.
 */
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { auditUrlsOf, grantAudit, provision, serviceDatabase } from './provision.ts';
import { loadOrCreateIdentity, loadOrCreateSecrets, type Secrets } from './secrets.ts';
import { nodeProgram, programOf, secretSettingsOf } from './service-environment.ts';
import { databaseServices, serviceNames, type ServiceName } from './topology.ts';

const paths = { secretsFile: '/run/motcua/secrets.json', identityFile: '/run/motcua/identity.json' };
const superuserUrl = process.env['PROVISION_DATABASE_URL'] ?? 'postgres://postgres:motcua@postgres:5432/postgres';

const [, , name = ''] = process.argv;
if (name === 'provision') await provisionAll();
else if (isService(name)) await become(name);
else throw new Error(`unknown container '${name}': provision or one of ${serviceNames.join(', ')}`);

async function provisionAll(): Promise<void> {
  const secrets = loadOrCreateSecrets(paths);
  loadOrCreateIdentity(paths);
  await provision(superuserUrl, secrets);
  for (const service of databaseServices) migrate(service, secrets);
  await grantAudit(superuserUrl, secrets);
}

function migrate(service: ServiceName, secrets: Secrets): void {
  const { ownerUrl, role } = serviceDatabase(service, superuserUrl, secrets);
  const env = { ...process.env, DATABASE_OWNER_URL: ownerUrl, APP_ROLE: role };
  const { command, args } = nodeProgram(service, 'migrate');
  const { status } = spawnSync(command, args, { env, stdio: 'inherit' });
  if (status !== 0) throw new Error(`the migrations of ${service} failed`);
}

async function become(service: ServiceName): Promise<void> {
  const secrets = loadOrCreateSecrets(paths);
  const databaseUrl = databaseServices.includes(service)
    ? serviceDatabase(service, superuserUrl, secrets).serviceUrl
    : null;
  const auditUrls = auditUrlsOf(superuserUrl, secrets);
  const context = { secrets, identityFile: paths.identityFile, databaseUrl, auditUrls };
  Object.assign(process.env, secretSettingsOf(service, context));
  await import(pathToFileURL(programOf(service, 'main')).href);
}

function isService(text: string): text is ServiceName {
  return (serviceNames as readonly string[]).includes(text);
}
