import '@motcua/kernel/program';
import { runService } from '@motcua/service-host';
import { AppModule } from './app.module.js';
import { readDeadlinesSettings } from './config.js';

const settings = readDeadlinesSettings(process.env);
await runService('deadlines', settings, AppModule.with(settings));
