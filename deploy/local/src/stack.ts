import { rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { IdentityFile } from './demo-people.ts';
import { describeStack, openInstance, removeInstance, sweepDeadInstances, type StackDescription } from './instance.ts';
import {
  checkExternalPart,
  externalPart,
  externalParts,
  partNames,
  parts,
  toolsOf,
  type ExternalParts,
} from './parts/parts.ts';
import { superuserUrl } from './parts/postgres-part.ts';
import { redisUrl } from './parts/redis-part.ts';
import { whenTopicsHaveLeaders } from './parts/topic-leaders.ts';
import { webRoot, type InstancePaths } from './paths.ts';
import { chooseFreePorts } from './ports.ts';
import { releaseLock } from './process/lock-file.ts';
import { Supervisor } from './process/supervisor.ts';
import { loadOrCreateIdentity, loadOrCreateSecrets, type Secrets } from './secrets.ts';
import {
  auditSettingsOf,
  baseEnvironment,
  nodeProgram,
  secretSettingsOf,
  settingsOf,
  simulatorSettingsOf,
} from './service-environment.ts';
import { probeService } from './service-probe.ts';
import { StackDatabases } from './stack-databases.ts';
import { portNames, type ProcessName, type ReplicaName, type StackOptions } from './stack-options.ts';
import { Steps } from './steps.ts';
import { ensureTools } from './system-tools.ts';
import {
  endpointsOf,
  needsOf,
  serviceNames,
  services,
  type Endpoints,
  type PartName,
  type ServiceName,
} from './topology.ts';

export type { ReplicaName, StackOptions } from './stack-options.ts';

/**
 * One running motcua: Kafka, PostgreSQL, Redis and the services, all supervised. `open` takes the instance, `start*`
 * resolve when what they start is ready, `stop` leaves no process behind; a dead process comes back in place, with the
 * same data and port, until it dies five times within 30 s (`failure`).
 */
export class Stack {
  readonly paths: InstancePaths;
  readonly secrets: Secrets;
  readonly identity: IdentityFile;
  readonly supervisor: Supervisor;
  readonly ports: Readonly<Record<(typeof portNames)[number], number>>;
  readonly #options: StackOptions;
  readonly #steps: Steps;
  readonly #external: ExternalParts;
  readonly #databases: StackDatabases;
  #stopped: Promise<void> | null = null;

  private constructor(options: StackOptions, paths: InstancePaths, ports: Stack['ports']) {
    this.#options = options;
    this.#steps = options.steps ?? Steps.silent();
    this.paths = paths;
    this.ports = ports;
    this.secrets = loadOrCreateSecrets(paths);
    this.identity = loadOrCreateIdentity(paths);
    this.supervisor = new Supervisor(paths);
    this.#external = options.ownParts ? {} : externalParts(process.env);
    const { superuserUrl, secrets, supervisor } = this;
    this.#databases = new StackDatabases({ superuserUrl, secrets, suffix: this.#suffix, supervisor });
  }

  static async open(options: StackOptions): Promise<Stack> {
    await sweepDeadInstances();
    const paths = await openInstance(options.instance);
    const ports = await chooseFreePorts(portNames, new Set([options.wallPort ?? 0]));
    const stack = new Stack(options, paths, { ...ports, portal: options.wallPort ?? ports.portal });
    describeStack(paths, stack.description);
    return stack;
  }

  get endpoints(): Endpoints {
    return endpointsOf({
      kafkaBrokers: this.#external.kafka ?? `127.0.0.1:${this.ports.kafka}`,
      redisUrl: this.#external.redis ?? redisUrl(this.ports.redis, this.secrets.redisPassword),
      webRoot,
      publicUrl: process.env['PUBLIC_URL'] ?? `http://127.0.0.1:${this.ports.portal}`,
      publicIssuerUrl: process.env['PUBLIC_ISSUER_URL'] ?? `http://127.0.0.1:${this.ports.identity}`,
      notifications: process.env['NOTIFICATIONS'] ?? pathToFileURL(this.paths.notifications).href,
      urlOf: (service) => `http://127.0.0.1:${this.ports[service]}`,
    });
  }

  /** A superuser's address; what integration specs get as DATABASE_URL. */
  get superuserUrl(): string {
    return this.#external.postgres ?? superuserUrl(this.ports.postgres, this.secrets.postgresPassword);
  }

  get description(): StackDescription {
    const { PORTAL_URL: wall, OIDC_ISSUER: issuer, KAFKA_BROKERS: kafkaBrokers } = this.endpoints;
    return { instance: this.paths.name, wall, issuer, kafkaBrokers, ports: this.ports };
  }

  get failure(): Promise<never> {
    return this.supervisor.failure;
  }

  /** The address of a service's database, under its own role or under its owner's. */
  databaseUrlOf(service: ServiceName, as: 'service' | 'owner' = 'service'): string {
    const { serviceUrl, ownerUrl } = this.#databases.of(service);
    return as === 'owner' ? ownerUrl : serviceUrl;
  }

  /** The settings of the programs `audit` and `replay` for this stack. */
  get auditSettings(): Readonly<Record<string, string>> {
    return auditSettingsOf(this.endpoints.KAFKA_BROKERS, this.#databases.of('metrics'), this.#databases.auditUrls);
  }

  /** The settings of the import program for this stack. */
  get importSettings(): Readonly<Record<string, string>> {
    return secretSettingsOf('intake', this.#databases.secretContextOf('intake', this.paths.identityFile));
  }

  /** Everything, in order. */
  async start(): Promise<void> {
    await this.startParts();
    await this.startServices();
  }

  /** @param names @default all of them */
  async startParts(names: readonly PartName[] = partNames): Promise<void> {
    const own = names.filter((name) => !this.#external[name]);
    ensureTools([...toolsOf(own), ...(this.#options.tools ?? [])], (line) => this.#steps.say(line));
    await Promise.all(names.map((name) => (own.includes(name) ? this.#startPart(name) : this.#checkPart(name))));
  }

  async startServices(): Promise<void> {
    await this.#steps.run('Databases and migrations', () => this.#databases.prepare());
    await Promise.all(
      serviceNames.map((name) => this.#steps.run(name, () => this.#startService(name, name, this.ports[name]))),
    );
    // In somebody's own Kafka there may be topics of others; services check their own.
    if (!this.#external.kafka) {
      await this.#steps.run('Leaders of all topics', () => whenTopicsHaveLeaders([this.endpoints.KAFKA_BROKERS]));
    }
  }

  /** Starts one more process of a service, with a port and a log of its own; resolves when it is ready. */
  async startReplica(service: ServiceName): Promise<ReplicaName> {
    let number = 2;
    while (this.supervisor.has(`${service}-${number}`)) number += 1;
    const name: ReplicaName = `${service}-${number}`;
    const ports = await chooseFreePorts([name], new Set(Object.values(this.ports)));
    await this.#startService(service, name, ports[name]!);
    return name;
  }

  /** Ends a replica as a deployment would: it finishes its work first. */
  async stopReplica(name: ReplicaName): Promise<void> {
    await this.supervisor.end(name);
  }

  /** Starts the simulator as one more supervised process. */
  async startSimulator(...args: readonly string[]): Promise<void> {
    await this.supervisor.start({
      name: 'simulator',
      ...nodeProgram('simulator', 'main', ...args),
      env: { ...baseEnvironment(), ...this.simulatorSettings },
      needs: serviceNames,
      probe: async () => undefined,
    });
  }

  get simulatorSettings(): Readonly<Record<string, string>> {
    return simulatorSettingsOf(this.endpoints, this.paths.identityFile, this.secrets);
  }

  /** The process's pid now; null while it is being restarted. */
  pidOf(name: ProcessName): number | null {
    return this.supervisor.pidOf(name);
  }

  /** Resolves when the process answers; right after a kill, when its successor does. */
  whenReady(name: ProcessName): Promise<void> {
    return this.supervisor.whenReady(name);
  }

  restartsOf(name: ProcessName): number {
    return this.supervisor.restartsOf(name);
  }

  /** May be called at any time, also while starting, and again. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    const temporary = this.#options.temporary ?? true;
    await this.supervisor.stop((names) => this.#steps.say(`stopping ${names.join(', ')}`));
    if (temporary && this.#external.postgres) await this.#databases.remove();
    rmSync(this.paths.stackFile, { force: true });
    if (temporary) await removeInstance(this.paths.name);
    else releaseLock(this.paths.lockFile);
  }

  /** On somebody's server a temporary stack must not use other stacks' databases. */
  get #suffix(): string {
    const apart = this.#external.postgres && (this.#options.temporary ?? true);
    return apart ? `_${this.paths.name.replaceAll(/\W/g, '_')}` : '';
  }

  #startPart(name: PartName): Promise<void> {
    return this.#steps.run(`${name} on 127.0.0.1:${this.ports[name]}`, async () => {
      const { paths, secrets, supervisor, ports } = this;
      const context = { paths, secrets, supervisor, port: ports[name], second: ports['kafka-controller'] };
      await supervisor.start(await parts[name].prepare(context));
    });
  }

  async #checkPart(name: PartName): Promise<void> {
    const address = this.#external[name] ?? '';
    await this.#steps.run(externalPart(name, address), () => checkExternalPart(name, address));
  }

  async #startService(service: ServiceName, name: ServiceName | ReplicaName, port: number): Promise<void> {
    const { endpoints, paths } = this;
    const host = service === 'portal' ? (process.env['HOST'] ?? '127.0.0.1') : '127.0.0.1';
    const settings = settingsOf(service, endpoints, this.#databases.secretContextOf(service, paths.identityFile));
    await this.supervisor.start({
      name,
      ...nodeProgram(service, 'main'),
      env: {
        ...baseEnvironment(),
        HOST: host,
        PORT: String(port),
        ...settings,
        ...this.#options.moreSettings?.(paths),
      },
      needs: needsOf(service),
      uses: services[service].parts,
      probe: () => probeService(port),
    });
  }
}
