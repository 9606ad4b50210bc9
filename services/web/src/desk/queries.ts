import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { deadlines, intake } from '../api/clients.js';
import { readSession, type Session } from '../api/session.js';
import { compiledCalendars } from './working-time.js';

/** Ten minutes: what the province publishes changes by the year. */
const PUBLISHED = { staleTime: 600_000 } as const;

export const sessionQuery = queryOptions({ queryKey: ['session'], queryFn: readSession, retry: false });

export const proceduresQuery = queryOptions({
  queryKey: ['procedures'],
  queryFn: async () => {
    const { data } = await intake.GET('/procedures');
    return inForce(data!);
  },
  ...PUBLISHED,
});

export const agenciesQuery = queryOptions({
  queryKey: ['agencies'],
  queryFn: async () => {
    const { data } = await intake.GET('/agencies', {});
    return new Map(data!.map((agency) => [agency.code, agency]));
  },
  ...PUBLISHED,
});

export const calendarsQuery = queryOptions({
  queryKey: ['calendars'],
  queryFn: async () => {
    const { data } = await deadlines.GET('/calendars');
    return compiledCalendars(data!);
  },
  ...PUBLISHED,
});

/** Of each procedure the version that is in force today. */
function inForce<Version extends { readonly code: string; readonly validFrom: string }>(
  versions: readonly Version[],
): readonly Version[] {
  const today = new Date().toLocaleDateString('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' });
  const begun = versions.filter(({ validFrom }) => validFrom <= today);
  const newest = new Map<string, Version>();
  for (const version of begun) {
    const known = newest.get(version.code);
    if (!known || known.validFrom <= version.validFrom) newest.set(version.code, version);
  }
  return [...newest.values()];
}

/** The session that the shell has read before it draws any page. */
export const useSession = (): Session => useSuspenseQuery(sessionQuery).data;

export const useCalendar = (calendarId: string) => {
  const { data } = useQuery(calendarsQuery);
  return data?.get(calendarId) ?? data?.get('province') ?? null;
};

/** The present, new every half minute: what is left of a time limit goes by it. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
