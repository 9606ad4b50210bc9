export * from './model.js';
export { planProvince, type PlanProvinceOptions } from './plan-province.js';
