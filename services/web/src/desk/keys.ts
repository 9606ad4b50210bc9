import { useEffect, useRef } from 'react';

type Keys = Readonly<Record<string, () => void>>;

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** What listens, the latest last: a page goes before the frame around it. */
const layers: { readonly keys: () => Keys }[] = [];

function onKey(event: KeyboardEvent): void {
  if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
  const isModified = event.ctrlKey || event.altKey || event.metaKey;
  if (!isModified && isField(event.target)) return;
  const action = layers.toReversed().flatMap(({ keys }) => keys()[nameOf(event)] ?? [])[0];
  if (!action) return;
  event.preventDefault();
  action();
}

const nameOf = ({ ctrlKey, metaKey, altKey, key }: KeyboardEvent): string =>
  `${ctrlKey || metaKey ? 'Ctrl+' : ''}${altKey ? 'Alt+' : ''}${key.length === 1 ? key.toLowerCase() : key}`;

/**
 * Single letters do something only outside of fields, and never while a word is being composed; combinations with Ctrl or Alt
 * do so everywhere. A key is named as `n`, `Ctrl+Enter`, `Alt+1`; of several that name one, the latest that is there acts.
 */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const layer = { keys: () => latest.current };
    if (layers.length === 0) document.addEventListener('keydown', onKey);
    layers.push(layer);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      if (layers.length === 0) document.removeEventListener('keydown', onKey);
    };
  }, []);
}
