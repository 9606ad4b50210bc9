import { allCalendarEvents } from './calendar-events.js';
import { allDeadlineEvents } from './deadline-events.js';
import type { EventDefinition } from './domain-event.js';
import { allDossierEvents } from './dossier-events.js';
import { allPaymentEvents } from './payment-events.js';
import { allSurveyEvents } from './survey-events.js';

/** Every event that exists, by its CloudEvents type. */
export const eventCatalogue: ReadonlyMap<string, EventDefinition> = new Map(
  [...allDossierEvents, ...allDeadlineEvents, ...allPaymentEvents, ...allSurveyEvents, ...allCalendarEvents].map(
    (definition): [string, EventDefinition] => [definition.type, definition],
  ),
);
