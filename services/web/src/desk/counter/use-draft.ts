import { useEffect, useRef, useState } from 'react';
import { Drafts } from '../../outbox/drafts.js';

const REST_MS = 400;

/** Keeps what is typed into a form once nothing was typed for a moment; says since when it is kept. */
export function useKeptDraft(options: {
  readonly person: string;
  readonly kind: string;
  readonly formId: string;
  /** Null: there is nothing worth keeping. */
  readonly value: object | null;
}): number | null {
  const { person, kind, formId, value } = options;
  const [keptAt, setKeptAt] = useState<number | null>(null);
  const text = value === null ? null : JSON.stringify(value);
  const drafts = useRef<Drafts>(null);
  useEffect(() => {
    if (text === null) return undefined;
    const timer = setTimeout(() => {
      drafts.current ??= new Drafts(person);
      drafts.current.save(kind, formId, JSON.parse(text)).then(setKeptAt, () => setKeptAt(null));
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [person, kind, formId, text]);
  return keptAt;
}
