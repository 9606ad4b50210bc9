import '@motcua/kernel/program';
import { migrateFromEnvironment } from '@motcua/persistence';
import { paymentsSchema } from './persistence/migrations.js';

await migrateFromEnvironment(paymentsSchema);
