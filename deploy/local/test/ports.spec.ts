import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { chooseFreePorts, wallPort } from '../src/ports.ts';

describe('ports', () => {
  it('are different, free, and below those of outgoing connections', async () => {
    const ports = Object.values(await chooseFreePorts(['a', 'b', 'c', 'd', 'e']));
    expect(new Set(ports).size).toBe(5);
    for (const port of ports) expect(port).toBeLessThan(32_768);
  });

  it('of the wall: a taken one is named together with the way out', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await expect(wallPort({ PORT: String(port) })).rejects.toThrow(`port ${port} is taken`);
    await expect(wallPort({ PORT: String(port) })).rejects.toThrow(`PORT=${port + 1} npm start`);
    server.close();
  });

  it('of the wall: what is no port is refused', async () => {
    await expect(wallPort({ PORT: 'eighty' })).rejects.toThrow('PORT=eighty is not a port');
  });
});
