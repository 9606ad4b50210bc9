export { metricsGrants, metricsMigrations } from './migrations.js';
