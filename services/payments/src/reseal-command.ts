import '@motcua/kernel/program';
import { resealFromEnvironment } from '@motcua/persistence';
import { sealedTables } from './persistence/sealed-tables.js';

await resealFromEnvironment('payments', sealedTables);
