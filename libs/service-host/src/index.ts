export { Readiness, type ReadinessCheck } from './health.controller.js';
export { createService, runService, type HostSettings, type RunServiceOptions } from './run-service.js';
export { Schedule } from './schedule.js';
export { baseSettings, brokersSetting, databaseUrlSetting, readSettings, type SettingsOf } from './settings.js';
