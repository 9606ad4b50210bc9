const ZONE = 'Asia/Ho_Chi_Minh';
const time = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, day: '2-digit', month: '2-digit', year: 'numeric' });
const weekday = { vi: weekdayIn('vi'), en: weekdayIn('en-GB') } as const;

function weekdayIn(locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { timeZone: ZONE, weekday: locale === 'vi' ? 'long' : 'short' });
}

/** `16:30`, in the province. */
export const formatTime = (iso: string): string => time.format(new Date(iso));

/** `14/03/2024`, in the province. */
export const formatDay = (iso: string): string => day.format(new Date(iso));

/** `16:30 Thứ Năm, 14/03/2024`, in the province. */
export function formatInstant(iso: string, language: 'vi' | 'en'): string {
  return `${formatTime(iso)} ${weekday[language].format(new Date(iso))}, ${formatDay(iso)}`;
}

/** `14/03 09:41`: where the year goes without saying. */
export const formatMoment = (iso: string): string => `${formatDay(iso).slice(0, 5)} ${formatTime(iso)}`;
