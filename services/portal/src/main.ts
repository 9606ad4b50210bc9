import '@motcua/kernel/program';
import { runService } from '@motcua/service-host';
import { AppModule } from './app.module.js';
import { settingsFrom } from './config.js';
import { openFrontDoor } from './http/front-door.js';

const settings = settingsFrom(process.env);
await runService('portal', settings, AppModule, {
  configure: async (app) => {
    await openFrontDoor(app, settings);
  },
});
