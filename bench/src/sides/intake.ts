import { Principal, Role } from '@motcua/auth';
import { CommandAnswer, Commands } from '@motcua/http';
import { startTestService, type TestService } from '@motcua/testing';
import { randomUUID } from 'node:crypto';
import { AppModule } from '../../../services/intake/dist/app.module.js';
import { RecordCommand } from '../../../services/intake/dist/dossiers/index.js';
import { readIntakeSettings } from '../../../services/intake/dist/config.js';
import { cpuSecondsSince, serve } from '../side.ts';
import { timeAll } from '../time-all.ts';

let service: TestService | undefined;
let cpuBefore = process.cpuUsage();

serve({
  /** Starts the service as it runs in production, and answers its address. */
  async start(environment: Readonly<Record<string, string>>): Promise<string> {
    const settings = readIntakeSettings({ ...environment, PORT: '0', LOG_LEVEL: 'error' });
    service = await startTestService('intake', AppModule.with(settings));
    return service.url;
  },

  async mark() {
    cpuBefore = process.cpuUsage();
  },

  async cpuSinceMark(): Promise<number> {
    return cpuSecondsSince(cpuBefore);
  },

  /** The command without HTTP: claim of the key, the use case, the kept answer, in the service's transaction. */
  async accept({ dossierIds, concurrency }: { dossierIds: readonly string[]; concurrency: number }) {
    const get = service!.app.get.bind(service!.app);
    const commands = get(Commands, { strict: false });
    const recordCommand = get(RecordCommand, { strict: false });
    const principal = new Principal('officer', 'officer', [{ role: Role.IntakeOfficer, agency: 'H06' }]);
    return timeAll(dossierIds, concurrency, async (dossierId) => {
      const request = {
        principalId: 'officer',
        grants: [],
        idempotencyKey: randomUUID(),
        fingerprint: 'bench',
        ifMatch: '"1"',
      };
      await commands.run(request, async (tx) => {
        const dossier = await recordCommand.run(tx, {
          dossierId,
          expectedRevision: 1,
          command: 'accept',
          result: 'POSITIVE',
          electronicResult: false,
          happenedAt: new Date(),
          principal,
        });
        return new CommandAnswer(200, { revision: dossier.revision, ...dossier.state }, dossier.revision);
      });
    });
  },

  async stop() {
    await service?.stop();
  },
});
