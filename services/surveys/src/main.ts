import '@motcua/kernel/program';
import { runService } from '@motcua/service-host';
import { AppModule } from './app.module.js';
import { readSurveysSettings } from './config.js';

const settings = readSurveysSettings(process.env);
await runService('surveys', settings, AppModule.with(settings));
