import '@motcua/kernel/program';
import { resealFromEnvironment } from '@motcua/persistence';
import { sealedTables } from './sealed-tables.js';

await resealFromEnvironment('intake', sealedTables);
