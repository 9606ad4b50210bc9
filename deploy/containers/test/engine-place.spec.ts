import { describe, expect, it } from '@jest/globals';
import { enginePlace } from '../src/engine-place.ts';

describe('the place of the engine', () => {
  it('is the folder that it is given', () => {
    expect(enginePlace('/clone/.local/cache/containers')).toMatchObject({
      data: '/clone/.local/cache/containers/data',
      socket: '/clone/.local/cache/containers/run/docker.sock',
    });
  });

  it('has its sockets in /run, and them alone, where the path is too long for sockets', () => {
    const folder = `/${'long/'.repeat(20)}containers`;
    const { data, socket, run } = enginePlace(folder);
    expect(data).toBe(`${folder}/data`);
    expect(socket).toMatch(/^\/run\/motcua-[0-9a-f]{12}\/docker\.sock$/);
    expect(`${run}/containerd/containerd-debug.sock`.length).toBeLessThan(108);
  });

  it.each(['/a b/containers', '/a:b/containers', '/a,b/containers', '/một cửa/containers'])('is not %s', (folder) => {
    expect(() => enginePlace(folder)).toThrow('put the clone where no');
  });
});
