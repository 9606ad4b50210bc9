import { provinceCalendar, type CalendarDefinition } from '@motcua/working-calendar';

/** Every calendar there is; agencies get their own with the catalogue. */
export const calendars: readonly CalendarDefinition[] = [provinceCalendar];
