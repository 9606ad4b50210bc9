import { useEffect, useRef } from 'react';

/** A scanner types faster than anybody: this long at most between two characters, and this many of them at least. */
const BETWEEN_MS = 50;
const SHORTEST = 8;

/**
 * Hands over what a scanner at the keyboard has typed, wherever the focus is; a field keeps nothing of it. Until Enter ends
 * it nobody knows that it is a scanner, so its characters go where they would go, and the field gets back what stood in it.
 * In a field they are read from the field: letters with accents come by an input method and not as keys.
 */
export function useScanner(onScan: (text: string) => boolean): void {
  const latest = useRef(onScan);
  latest.current = onScan;
  useEffect(() => {
    const burst = new Burst();
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key !== 'Enter') return burst.key(event);
      const scanned = burst.end(event);
      if (scanned === null) return;
      const putBack = burst.takeOut();
      // Handed over last: it may fill the very field that the scanner typed into.
      if (!latest.current(scanned)) return putBack();
      event.preventDefault();
      event.stopPropagation();
    };
    const onInput = (event: Event): void => burst.touch(event);
    document.addEventListener('keydown', onKey, { capture: true });
    document.addEventListener('beforeinput', onInput, { capture: true });
    return () => {
      document.removeEventListener('keydown', onKey, { capture: true });
      document.removeEventListener('beforeinput', onInput, { capture: true });
    };
  }, []);
}

/** Characters that follow each other without a pause. */
class Burst {
  private keys = '';
  private lastAt = 0;
  private field: HTMLInputElement | null = null;
  private before = '';

  key(event: KeyboardEvent): void {
    this.touch(event);
    if (event.key.length === 1) this.keys += event.key;
  }

  /** Something was typed; after a pause it is the beginning of something new. */
  touch({ timeStamp, target }: Event): void {
    if (timeStamp - this.lastAt > BETWEEN_MS) {
      this.keys = '';
      this.field = target instanceof HTMLInputElement ? target : null;
      this.before = this.field?.value ?? '';
    }
    this.lastAt = timeStamp;
  }

  /** What was typed, if by a scanner. */
  end({ timeStamp }: Event): string | null {
    const isPause = timeStamp - this.lastAt > BETWEEN_MS;
    const inField = this.field?.value.startsWith(this.before) ? this.field.value.slice(this.before.length) : null;
    const typed = inField ?? this.keys;
    this.lastAt = 0;
    return isPause || typed.length < SHORTEST ? null : typed;
  }

  /** The field as it stood before; gives the way back. */
  takeOut(): () => void {
    const { field, before } = this;
    if (field === null) return () => undefined;
    const { value } = field;
    setAsTyped(field, before);
    return () => setAsTyped(field, value);
  }
}

/** So that whoever watches the field hears of it. */
function setAsTyped(field: HTMLInputElement, value: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
