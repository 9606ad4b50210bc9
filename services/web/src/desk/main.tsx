import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@fontsource-variable/inter';
import '../components/tokens.css';
import '../components/base.css';
import './desk.css';
import './controls.css';
import './shell.css';
import './rows.css';
import { Refused } from '../api/problem.js';
import { chosenLanguage, loadTexts, TextsProvider } from '../texts/texts.js';
import { createDeskRouter } from './router.js';

const language = chosenLanguage();
document.documentElement.lang = language;
const texts = await loadTexts(language);

/** A refusal is an answer; only silence is worth asking again. */
const isSilence = (error: unknown): boolean =>
  error instanceof Refused && (error.problem.status === 0 || error.problem.status >= 500);

const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: (count, error) => count < 3 && isSilence(error), staleTime: 5_000, refetchOnReconnect: 'always' },
  },
});
const router = createDeskRouter();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <TextsProvider texts={texts}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </TextsProvider>
  </StrictMode>,
);
