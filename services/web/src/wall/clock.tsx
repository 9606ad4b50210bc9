import { useEffect, useState } from 'react';
import { formatDate, formatTime } from '../format/clock.js';

export function Clock() {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time className="clock" dateTime={new Date(now).toISOString()}>
      <span className="clock__time">{formatTime(now)}</span>
      <span className="clock__date">{formatDate(now)}</span>
    </time>
  );
}
