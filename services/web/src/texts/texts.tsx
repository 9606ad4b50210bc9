import { createContext, use, type ReactNode } from 'react';
import type { DeskTexts } from './vi/desk.js';

export type Language = 'vi' | 'en';

const catalogues: Readonly<Record<Language, () => Promise<DeskTexts>>> = {
  vi: async () => (await import('./vi/desk.js')).desk,
  en: async () => (await import('./en/desk.js')).desk,
};

const KEPT = 'motcua.language';

export const chosenLanguage = (): Language => (localStorage.getItem(KEPT) === 'en' ? 'en' : 'vi');

/** Takes effect with the next load of the page: nothing on it mixes two languages. */
export function chooseLanguage(language: Language): void {
  localStorage.setItem(KEPT, language);
  location.reload();
}

export const loadTexts = (language: Language): Promise<DeskTexts> => catalogues[language]();

const Texts = createContext<DeskTexts | null>(null);

export function TextsProvider({ texts, children }: { readonly texts: DeskTexts; readonly children: ReactNode }) {
  return <Texts value={texts}>{children}</Texts>;
}

/** What the interface says, in the language chosen. */
export function useTexts(): DeskTexts {
  const texts = use(Texts);
  if (texts === null) throw new Error('useTexts is used outside of TextsProvider.');
  return texts;
}
