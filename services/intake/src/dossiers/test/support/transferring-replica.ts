import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface ReplicaOptions {
  /** Of the database. */
  readonly url: string;
  readonly keys: string;
  /** How far its clock is ahead. */
  readonly aheadMs: number;
}

/** A process that transfers with the built code of this service. */
export function startReplica(options: ReplicaOptions): ChildProcess {
  const { url, keys, aheadMs } = options;
  const script = `
    import { parseKeyRing } from '@motcua/kernel';
    import { Outbox } from '@motcua/messaging';
    import { UnitOfWork } from '@motcua/persistence';
    import { DataSource } from 'typeorm';
    import { CatalogueRepository } from './dist/catalogue/index.js';
    import { DossierRepository, OpenDossierRepository, TransferFromEndedAgencies } from './dist/dossiers/index.js';
    import { BlindIndex, IndexDossiers, SearchIndexRepository } from './dist/search/index.js';
    const { url, keys } = JSON.parse(process.env.REPLICA);
    const dataSource = await new DataSource({ type: 'postgres', url }).initialize();
    const clock = { now: () => new Date(Date.now() + ${aheadMs}) };
    const unitOfWork = new UnitOfWork(dataSource);
    const index = new SearchIndexRepository(new BlindIndex(Buffer.alloc(32)));
    const dossiers = new DossierRepository(new Outbox(unitOfWork), [new IndexDossiers(index)], parseKeyRing(keys), clock);
    await new TransferFromEndedAgencies(new CatalogueRepository(), new OpenDossierRepository(), dossiers, unitOfWork, clock)
      .run(new AbortController().signal);`;
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '--eval', script], {
    cwd: fileURLToPath(new URL('../../../..', import.meta.url)),
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { REPLICA: JSON.stringify({ url, keys }) },
  });
  void once(child, 'exit');
  return child;
}
