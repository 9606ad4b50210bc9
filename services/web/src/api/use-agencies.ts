import { useEffect, useState } from 'react';
import { emptyDirectory, type AgencyDirectory } from './agency-directory.js';
import { fetchAgencies } from './api.js';
import { PacedTask } from './paced-task.js';
import { after } from './timers.js';

const paceMs = 1_000;
const retryMs = 3_000;

/** The names of all agencies, asked for until they are answered. */
export function useAgencies(): AgencyDirectory {
  const [directory, setDirectory] = useState(emptyDirectory);
  useEffect(() => {
    const load = new PacedTask({
      run: async (signal) => setDirectory(await fetchAgencies(signal)),
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
