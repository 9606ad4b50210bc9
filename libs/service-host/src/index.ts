export { Readiness, type ReadinessCheck } from './health.controller.js';
export { createService, runService, type HostSettings, type RunServiceOptions } from './run-service.js';
export { Schedule } from './schedule.js';
export {
  baseSettings,
  brokersSetting,
  databaseUrlSetting,
  eventServiceSettings,
  networksSetting,
  readSettings,
  trustedProxiesSetting,
  type SettingsOf,
} from './settings.js';
