import { useEffect, useRef } from 'react';

/** A scanner types faster than anybody: this long at most between two characters, and this many of them at least. */
const BETWEEN_MS = 50;
const SHORTEST = 8;

/**
 * Hands over what a scanner at the keyboard has typed, wherever the focus is; a field keeps nothing of it. Until it is known
 * to be a scanner its characters go where they would go; then the field gets back what stood in it.
 */
export function useScanner(onScan: (text: string) => boolean): void {
  const latest = useRef(onScan);
  latest.current = onScan;
  useEffect(() => {
    let typed = '';
    let lastAt = 0;
    let before: { readonly field: HTMLInputElement; readonly value: string } | null = null;
    const onKey = (event: KeyboardEvent): void => {
      if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
      const at = event.timeStamp;
      if (at - lastAt > BETWEEN_MS) {
        typed = '';
        before = event.target instanceof HTMLInputElement ? { field: event.target, value: event.target.value } : null;
      }
      lastAt = at;
      if (event.key.length === 1) {
        typed += event.key;
        return;
      }
      if (event.key !== 'Enter' || typed.length < SHORTEST) return;
      const scanned = typed;
      typed = '';
      if (!latest.current(scanned)) return;
      event.preventDefault();
      event.stopPropagation();
      if (before) restore(before.field, before.value);
    };
    document.addEventListener('keydown', onKey, { capture: true });
    return () => document.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}

/** As if it had been typed, so that whoever watches the field hears of it. */
function restore(field: HTMLInputElement, value: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
