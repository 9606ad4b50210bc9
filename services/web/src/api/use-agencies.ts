import { useEffect, useState } from 'react';
import { decodeAgencies, emptyDirectory, type AgencyDirectory } from './agency-directory.js';
import { fetchJson } from './fetch-json.js';
import { PacedTask } from './paced-task.js';
import { after } from './timers.js';

const paceMs = 1_000;
const retryMs = 3_000;

/** The names of all agencies, asked for until they are answered. */
export function useAgencies(): AgencyDirectory {
  const [directory, setDirectory] = useState(emptyDirectory);
  useEffect(() => {
    const load = new PacedTask({
      run: async (signal) => setDirectory(decodeAgencies(await fetchJson('/api/intake/agencies', signal))),
      paceMs,
      retryMs,
      now: () => Date.now(),
      after,
    });
    load.request();
    return () => load.stop();
  }, []);
  return directory;
}
