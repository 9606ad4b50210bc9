import type { Supervisor } from './process/supervisor.ts';
import { auditUrlsOf, grantAudit, provision, serviceDatabase, unprovision, type ServiceDatabase } from './provision.ts';
import type { Secrets } from './secrets.ts';
import { baseEnvironment, nodeProgram, type SecretContext } from './service-environment.ts';
import { databaseServices, type ServiceName } from './topology.ts';

export interface StackDatabasesOptions {
  readonly superuserUrl: string;
  readonly secrets: Secrets;
  /** Keeps the databases of stacks on one server apart; `''`: the server is the stack's own. */
  readonly suffix: string;
  readonly supervisor: Supervisor;
}

/** The databases of one stack's services, with their roles. */
export class StackDatabases {
  readonly #options: StackDatabasesOptions;

  constructor(options: StackDatabasesOptions) {
    this.#options = options;
  }

  of(service: ServiceName): ServiceDatabase {
    const { superuserUrl, secrets, suffix } = this.#options;
    return serviceDatabase(service, superuserUrl, secrets, suffix);
  }

  get auditUrls(): ReturnType<typeof auditUrlsOf> {
    const { superuserUrl, secrets, suffix } = this.#options;
    return auditUrlsOf(superuserUrl, secrets, suffix);
  }

  /** What the secret settings of a service are made of. */
  secretContextOf(service: ServiceName, identityFile: string): SecretContext {
    const databaseUrl = databaseServices.includes(service) ? this.of(service).serviceUrl : null;
    return { secrets: this.#options.secrets, identityFile, databaseUrl, auditUrls: this.auditUrls };
  }

  /** Makes what is missing, and brings each database to the present schema. */
  async prepare(): Promise<void> {
    const { superuserUrl, secrets, suffix } = this.#options;
    await provision(superuserUrl, secrets, suffix);
    await Promise.all(databaseServices.map((service) => this.#migrate(service)));
    await grantAudit(superuserUrl, secrets, suffix);
  }

  async remove(): Promise<void> {
    const { superuserUrl, secrets, suffix } = this.#options;
    await unprovision(superuserUrl, secrets, suffix);
  }

  async #migrate(service: ServiceName): Promise<void> {
    const { ownerUrl, role } = this.of(service);
    await this.#options.supervisor.run({
      name: `${service}-migrate`,
      ...nodeProgram(service, 'migrate'),
      env: { ...baseEnvironment(), DATABASE_OWNER_URL: ownerUrl, APP_ROLE: role },
    });
  }
}
