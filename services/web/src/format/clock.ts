const time = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const date = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  weekday: 'long',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
});

/** "14:05:32" in the province. */
export function formatTime(now: number): string {
  return time.format(now);
}

/** "Thứ Ba, 24/11/2026" in the province. */
export function formatDate(now: number): string {
  return date.format(now);
}
