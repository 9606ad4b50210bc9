import '@motcua/kernel/program';
import { runService } from '@motcua/service-host';
import { AppModule } from './app.module.js';
import { readMetricsSettings } from './config.js';

const settings = readMetricsSettings(process.env);
await runService('metrics', settings, AppModule.with(settings));
