import { describe, expect, it } from '@jest/globals';
import { needsOf, serviceNames, services } from '../src/topology.ts';

describe('a service', () => {
  it.each(serviceNames)('%s is started again without waiting for Kafka or Redis', (name) => {
    expect(needsOf(name)).toEqual(services[name].secrets.includes('DATABASE_URL') ? ['postgres'] : []);
  });
});
