import '@motcua/kernel/program';
import { settingsFrom } from './config.js';
import { runIdentity } from './http/run-identity.js';

await runIdentity(settingsFrom(process.env));
