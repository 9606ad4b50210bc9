import '@motcua/kernel/program';
import { migrateFromEnvironment } from '@motcua/persistence';
import { surveysSchema } from './persistence/migrations.js';

await migrateFromEnvironment(surveysSchema);
