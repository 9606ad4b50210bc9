import { describe, expect, it } from '@jest/globals';
import { needsOf, serviceNames, services } from '../src/topology.ts';

describe('a service', () => {
  it.each(serviceNames)('%s is started again without waiting for Kafka or Redis', (name) => {
    // The front door has much to do without its sessions.
    const isNeeded = services[name].secrets.includes('DATABASE_URL') && name !== 'portal';
    expect(needsOf(name)).toEqual(isNeeded ? ['postgres'] : []);
  });

  it('shares no key for data at rest with the front door', () => {
    expect(services.portal.secrets).not.toContain('ENCRYPTION_KEYS');
    const others = serviceNames.filter((name) => name !== 'portal');
    for (const name of others) expect(services[name].secrets).not.toContain('SESSION_KEYS');
  });
});
