export { readCounts } from './figures-reader.js';
export { FiguresController } from './figures.controller.js';
export { MissingAnswer, PeriodQuery, RecountAnswer } from './figures.dto.js';
export { type Frame, frameOf } from './figures.js';
export { addGauges, type Gauges, noGauges, readGauges } from './gauges-reader.js';
export { PROVINCE_AGENCY } from './province-agency.js';
