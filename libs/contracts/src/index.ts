export * from './domain-event.js';
export * from './dossier-events.js';
export * from './deadline-events.js';
export * from './payment-events.js';
export * from './survey-events.js';
export * from './calendar-events.js';
export * from './catalogue.js';
export * from './topics.js';
