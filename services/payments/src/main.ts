import '@motcua/kernel/program';
import { runService } from '@motcua/service-host';
import { AppModule } from './app.module.js';
import { readPaymentsSettings } from './config.js';

const settings = readPaymentsSettings(process.env);
await runService('payments', settings, AppModule.with(settings));
