import { startTestService, type TestService } from '@motcua/testing';
import { AppModule } from '../../../services/metrics/dist/app.module.js';
import { readMetricsSettings } from '../../../services/metrics/dist/config.js';
import { serve } from '../side.ts';

let service: TestService | undefined;

serve({
  /** Starts the service as it runs in production, and answers its address. */
  async start(environment: Readonly<Record<string, string>>): Promise<string> {
    const settings = readMetricsSettings({ ...environment, PORT: '0', LOG_LEVEL: 'error' });
    service = await startTestService('metrics', AppModule.with(settings));
    return service.url;
  },

  async stop() {
    await service?.stop();
  },
});
