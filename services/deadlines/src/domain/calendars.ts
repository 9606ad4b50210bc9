import { provinceCalendar, type CalendarDefinition } from '@motcua/working-calendar';

/** The calendars that the service publishes at start; editors may publish more. */
export const calendars: readonly CalendarDefinition[] = [provinceCalendar];
