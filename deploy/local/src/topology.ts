/**
 * What runs, and what each part needs. `npm start`, `npm test` and the images read it; a test compares docker-compose.yml with it.
 */
export const versions = { kafka: '4.2.2', postgres: '18', redis: '7', node: '24' } as const;

export type PartName = 'kafka' | 'postgres' | 'redis';

export const serviceNames = ['identity', 'intake', 'deadlines', 'payments', 'surveys', 'metrics', 'portal'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** Settings that are not secret. */
export const endpointSettings = [
  'KAFKA_BROKERS',
  'REDIS_URL',
  'OIDC_ISSUER',
  'ISSUER_URL',
  'PUBLIC_ISSUER_URL',
  'INTAKE_URL',
  'DEADLINES_URL',
  'PAYMENTS_URL',
  'SURVEYS_URL',
  'METRICS_URL',
  'PORTAL_URL',
  'PUBLIC_URL',
  'NOTIFICATIONS',
  'NOTIFICATIONS_FROM',
  'WEB_ROOT',
  'DEMO_SIGN_IN',
] as const;
export type EndpointSetting = (typeof endpointSettings)[number];

/** Settings that are secret or lead to secrets; generated once by provisioning. */
export type SecretSetting =
  | 'DATABASE_URL'
  | 'ENCRYPTION_KEYS'
  | 'BLIND_INDEX_KEY'
  | 'LOOK_UP_SECRET'
  | 'PAYMENT_GATEWAY_SECRET'
  | 'SURVEY_TOKEN_SECRET'
  | 'IDENTITY_FILE'
  | 'SIGN_IN_SECRET'
  | 'SESSION_KEYS'
  | AuditSetting;

/** The services whose rows figures are made of; each has a role that reads its `audit` view. */
export const auditedServices = ['intake', 'deadlines', 'payments', 'surveys'] as const satisfies readonly ServiceName[];
export type AuditedService = (typeof auditedServices)[number];
export type AuditSetting = `AUDIT_${Uppercase<AuditedService>}_URL`;

export const auditSettingOf = (service: AuditedService): AuditSetting =>
  `AUDIT_${service.toUpperCase() as Uppercase<AuditedService>}_URL`;

export interface ServiceDeclaration {
  /** What it works with. Only its database must be available at start; the others may come later. */
  readonly parts: readonly PartName[];
  readonly endpoints: readonly EndpointSetting[];
  readonly secrets: readonly SecretSetting[];
}

export const services: Readonly<Record<ServiceName, ServiceDeclaration>> = {
  identity: {
    parts: [],
    endpoints: ['ISSUER_URL', 'PUBLIC_ISSUER_URL', 'PUBLIC_URL', 'DEMO_SIGN_IN'],
    secrets: ['IDENTITY_FILE', 'SIGN_IN_SECRET'],
  },
  intake: {
    parts: ['kafka', 'postgres'],
    endpoints: ['KAFKA_BROKERS', 'OIDC_ISSUER', 'PUBLIC_URL', 'NOTIFICATIONS', 'NOTIFICATIONS_FROM'],
    secrets: ['DATABASE_URL', 'ENCRYPTION_KEYS', 'BLIND_INDEX_KEY', 'LOOK_UP_SECRET'],
  },
  deadlines: {
    parts: ['kafka', 'postgres'],
    endpoints: ['KAFKA_BROKERS', 'OIDC_ISSUER'],
    secrets: ['DATABASE_URL'],
  },
  payments: {
    parts: ['kafka', 'postgres'],
    endpoints: ['KAFKA_BROKERS', 'OIDC_ISSUER'],
    secrets: ['DATABASE_URL', 'ENCRYPTION_KEYS', 'PAYMENT_GATEWAY_SECRET'],
  },
  surveys: {
    parts: ['kafka', 'postgres'],
    endpoints: ['KAFKA_BROKERS', 'OIDC_ISSUER'],
    secrets: ['DATABASE_URL', 'ENCRYPTION_KEYS', 'SURVEY_TOKEN_SECRET'],
  },
  metrics: {
    parts: ['kafka', 'postgres', 'redis'],
    endpoints: ['KAFKA_BROKERS', 'REDIS_URL', 'OIDC_ISSUER'],
    secrets: ['DATABASE_URL', ...auditedServices.map(auditSettingOf)],
  },
  portal: {
    parts: ['postgres'],
    endpoints: [
      'INTAKE_URL',
      'DEADLINES_URL',
      'PAYMENTS_URL',
      'SURVEYS_URL',
      'METRICS_URL',
      'OIDC_ISSUER',
      'PUBLIC_ISSUER_URL',
      'PUBLIC_URL',
      'WEB_ROOT',
    ],
    secrets: ['DATABASE_URL', 'SESSION_KEYS', 'SIGN_IN_SECRET'],
  },
};

/** Each of these has its own database, an owner role for migrations and a role for its daily work. */
export const databaseServices = serviceNames.filter((name) => services[name].parts.includes('postgres'));

/**
 * What a service cannot start without. A counter must be able to work while Kafka is down, also after a restart; and the portal
 * serves what is public while its database is down.
 */
export const needsOf = (service: ServiceName): readonly PartName[] =>
  service === 'portal' ? [] : services[service].parts.filter((part) => part === 'postgres');

export type Endpoints = Readonly<Record<EndpointSetting, string>>;

/** Where everything is, given the address of each service and of the parts. */
export function endpointsOf(places: {
  readonly kafkaBrokers: string;
  readonly redisUrl: string;
  readonly webRoot: string;
  /** Where browsers outside reach the portal. */
  readonly publicUrl: string;
  /** The issuer's address for browsers. */
  readonly publicIssuerUrl: string;
  /** Where notifications to applicants go. */
  readonly notifications: string;
  readonly urlOf: (service: ServiceName) => string;
}): Endpoints {
  const { urlOf } = places;
  return {
    KAFKA_BROKERS: places.kafkaBrokers,
    REDIS_URL: places.redisUrl,
    OIDC_ISSUER: urlOf('identity'),
    ISSUER_URL: urlOf('identity'),
    PUBLIC_ISSUER_URL: places.publicIssuerUrl,
    INTAKE_URL: urlOf('intake'),
    DEADLINES_URL: urlOf('deadlines'),
    PAYMENTS_URL: urlOf('payments'),
    SURVEYS_URL: urlOf('surveys'),
    METRICS_URL: urlOf('metrics'),
    PORTAL_URL: urlOf('portal'),
    PUBLIC_URL: places.publicUrl,
    NOTIFICATIONS: places.notifications,
    NOTIFICATIONS_FROM: 'Một cửa Bà Rịa - Vũng Tàu <motcua@example.vn>',
    WEB_ROOT: places.webRoot,
    // For trials; identity refuses it unless the issuer's address is loopback.
    DEMO_SIGN_IN: 'on',
  };
}

export function pick<Name extends string>(
  from: Readonly<Record<Name, string>>,
  names: readonly Name[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, from[name]]));
}
