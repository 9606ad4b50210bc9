import { startTestService, type TestService } from '@motcua/testing';
import { AppModule } from '../../../services/deadlines/dist/app.module.js';
import { readDeadlinesSettings } from '../../../services/deadlines/dist/config.js';
import { serve } from '../side.ts';

let service: TestService | undefined;

serve({
  /** Starts the service as it runs in production. */
  async start(environment: Readonly<Record<string, string>>): Promise<void> {
    service = await startTestService(
      'deadlines',
      AppModule.with(readDeadlinesSettings({ ...environment, PORT: '0', LOG_LEVEL: 'error' })),
    );
  },

  async stop() {
    await service?.stop();
  },
});
