import pg from 'pg';
import { ClearFault, messageOf } from './clear-fault.ts';
import { passwordsOf, type Secrets } from './secrets.ts';
import { auditedServices, auditSettingOf, databaseServices, type AuditSetting, type ServiceName } from './topology.ts';

/** The database of one service and its roles: the owner migrates, the service works with the rows, the auditor reads. */
export interface ServiceDatabase {
  readonly database: string;
  readonly owner: string;
  readonly role: string;
  readonly auditor: string;
  readonly ownerUrl: string;
  readonly serviceUrl: string;
  readonly auditorUrl: string;
}

/** `suffix` keeps temporary stacks on a shared server apart. */
export function serviceDatabase(
  service: ServiceName,
  superuserUrl: string,
  secrets: Secrets,
  suffix = '',
): ServiceDatabase {
  const name = service.replaceAll('-', '_');
  const [database, owner, role] = [`motcua_${name}${suffix}`, `${name}_owner${suffix}`, `${name}${suffix}`];
  const auditor = `${name}_auditor${suffix}`;
  const passwords = passwordsOf(secrets, service);
  const urlAs = (user: string, password: string) => {
    const url = new URL(superuserUrl);
    return Object.assign(url, { username: user, password, pathname: `/${database}` }).href;
  };
  return {
    database,
    owner,
    role,
    auditor,
    ownerUrl: urlAs(owner, passwords.owner),
    serviceUrl: urlAs(role, passwords.service),
    auditorUrl: urlAs(auditor, passwords.auditor),
  };
}

/** The addresses at which an audit reads the rows of each service. */
export function auditUrlsOf(
  superuserUrl: string,
  secrets: Secrets,
  suffix = '',
): Readonly<Record<AuditSetting, string>> {
  return Object.fromEntries(
    auditedServices.map((service) => [
      auditSettingOf(service),
      serviceDatabase(service, superuserUrl, secrets, suffix).auditorUrl,
    ]),
  ) as Record<AuditSetting, string>;
}

/** Creates what is missing and sets the passwords; may run at every start. */
export async function provision(superuserUrl: string, secrets: Secrets, suffix = ''): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    for (const service of databaseServices) {
      const target = serviceDatabase(service, superuserUrl, secrets, suffix);
      const passwords = passwordsOf(secrets, service);
      await ensureRole(client, target.owner, passwords.owner);
      await ensureRole(client, target.role, passwords.service);
      await ensureRole(client, target.auditor, passwords.auditor);
      const known = await client.query('select 1 from pg_database where datname = $1', [target.database]);
      // Before PostgreSQL 16 a role that is no superuser must be a member of the owner it names.
      await client.query(`grant ${pg.escapeIdentifier(target.owner)} to current_user`);
      const database = pg.escapeIdentifier(target.database);
      if (known.rowCount === 0)
        await client.query(`create database ${database} owner ${pg.escapeIdentifier(target.owner)}`);
      await client.query(`revoke all on database ${database} from public`);
      const roles = [target.role, target.auditor].map((role) => pg.escapeIdentifier(role)).join(', ');
      await client.query(`grant connect on database ${database} to ${roles}`);
    }
  });
}

/** Lets each service's auditor read the view `audit`, and nothing else; after the migrations, which make the view. */
export async function grantAudit(superuserUrl: string, secrets: Secrets, suffix = ''): Promise<void> {
  for (const service of auditedServices) {
    const { ownerUrl, auditor } = serviceDatabase(service, superuserUrl, secrets, suffix);
    await withClient(ownerUrl, async (client) => {
      await client.query(`grant usage on schema public to ${pg.escapeIdentifier(auditor)}`);
      await client.query(`grant select on audit to ${pg.escapeIdentifier(auditor)}`);
    });
  }
}

/** Removes what `provision` made; for temporary stacks on somebody's server. */
export async function unprovision(superuserUrl: string, secrets: Secrets, suffix: string): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    for (const service of databaseServices) {
      const target = serviceDatabase(service, superuserUrl, secrets, suffix);
      await client.query(`drop database if exists ${pg.escapeIdentifier(target.database)} with (force)`);
      for (const role of [target.role, target.auditor, target.owner]) {
        await client.query(`drop role if exists ${pg.escapeIdentifier(role)}`);
      }
    }
  });
}

async function ensureRole(client: pg.Client, role: string, password: string): Promise<void> {
  const known = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  const verb = known.rowCount === 0 ? 'create' : 'alter';
  const name = pg.escapeIdentifier(role);
  await client.query(`${verb} role ${name} login password ${pg.escapeLiteral(password)}`);
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined); // The query under way rejects with the same fault.
  try {
    await client.connect();
    await work(client);
  } catch (cause) {
    throw new ClearFault(`PostgreSQL could not be provisioned: ${messageOf(cause)}`, { cause });
  } finally {
    await client.end().catch(() => undefined); // The work's own fault says more.
  }
}
