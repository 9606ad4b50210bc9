import '@motcua/kernel/program';
import { migrateFromEnvironment } from '@motcua/persistence';
import { deadlinesSchema } from './persistence/migrations.js';

await migrateFromEnvironment(deadlinesSchema);
