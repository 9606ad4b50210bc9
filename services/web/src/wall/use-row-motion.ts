import { useLayoutEffect, useRef, type RefObject } from 'react';

const glideId = 'glide';
/** A row from further away enters from here, so that a new order never leaves the list empty for a moment. */
const furthestRows = 3;
const motion: KeyframeAnimationOptions = { duration: 700, easing: 'cubic-bezier(0.2, 0, 0, 1)' };

/**
 * Lets the children glide from where they were to where they are now whenever `order` changes. Children are told
 * apart as elements, so they need stable keys; those outside the visible part, and all of them when the reader
 * prefers less motion, move at once.
 */
export function useRowMotion(container: RefObject<HTMLElement | null>, order: unknown): void {
  const places = useRef(new Map<Element, number>());

  useLayoutEffect(() => {
    const body = container.current;
    if (body === null) return;
    const before = places.current;
    const rows = [...body.children].filter((child) => child instanceof HTMLElement);
    // All places are read before anything is animated, so that the browser lays the page out once.
    const after = new Map<Element, number>(rows.map((row) => [row, row.offsetTop]));
    places.current = after;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const frame = body.getBoundingClientRect();
    const top = body.scrollTop + Math.max(0, -frame.top);
    const bottom = body.scrollTop + Math.min(body.clientHeight, innerHeight - frame.top);
    for (const row of rows) {
      const to = after.get(row) ?? 0;
      const from = before.get(row);
      if (from === undefined || from === to) continue;
      const visible = (place: number): boolean => place + row.offsetHeight > top && place < bottom;
      if (visible(from) || visible(to)) glide(row, from - to);
    }
  }, [container, order]);
}

/** Starts from where the row is seen, also in the middle of an earlier glide. */
function glide(row: HTMLElement, distance: number): void {
  const travelled = new DOMMatrix(getComputedStyle(row).transform).m42;
  for (const running of row.getAnimations()) if (running.id === glideId) running.cancel();
  const furthest = row.offsetHeight * furthestRows;
  const start = Math.max(-furthest, Math.min(furthest, distance + travelled));
  const animation = row.animate([{ transform: `translateY(${start}px)` }, { transform: 'none' }], motion);
  animation.id = glideId;
  // One agency that falls lifts many by a single place; only a real rise is worth a look.
  row.toggleAttribute('data-rising', distance > row.offsetHeight * 1.5);
  animation.onfinish = () => row.removeAttribute('data-rising');
}
