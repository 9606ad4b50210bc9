import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../components/tokens.css';
import '../components/base.css';
import { Wall } from './wall.js';

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Wall />
  </StrictMode>,
);
