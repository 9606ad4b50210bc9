import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../components/tokens.css';
import '../components/base.css';
import { LookUpPage } from './look-up-page.js';
import { slipLinkOf } from './slip-link.js';

const slip = slipLinkOf(location.hash);
// The token is not left where the next one at this screen would find it.
history.replaceState(null, '', location.pathname);
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <LookUpPage slip={slip} />
  </StrictMode>,
);
