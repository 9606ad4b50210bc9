import { describe, expect, it } from '@jest/globals';
import { nodeFault } from '../src/node-version.js';

describe('a program', () => {
  it('says to an older Node in one line which one it needs, and where that is', () => {
    const fault = nodeFault('20.19.0', 'services/intake/dist/import-command.js');
    expect(fault).toContain('Node 24 is needed, and this is 20.19.0');
    expect(fault).toContain('node_modules/.bin/node services/intake/dist/import-command.js');
    expect(fault).not.toContain('\n');
  });

  it('runs on Node 24 and later', () => {
    expect(['24.0.0', '24.21.0', '26.1.0'].map((version) => nodeFault(version, 'x'))).toEqual([null, null, null]);
  });
});
