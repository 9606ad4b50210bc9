import '@motcua/kernel/program';
import { runService } from '@motcua/service-host';
import { AppModule } from './app.module.js';
import { readIntakeSettings } from './config.js';

const settings = readIntakeSettings(process.env);
await runService('intake', settings, AppModule.with(settings, 'worker'));
