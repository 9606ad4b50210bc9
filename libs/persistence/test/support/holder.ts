import { Lease } from '../../src/lease.js';

/** A process that takes a lease, says so, and lives on. */
const [, , databaseUrl, name] = process.argv;
const lease = await Lease.take(databaseUrl!, name!);
process.stdout.write(lease ? 'taken\n' : 'refused\n');
setInterval(() => undefined, 1_000);
