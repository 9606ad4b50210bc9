import { StrictMode, type JSX } from 'react';
import { createRoot } from 'react-dom/client';
import './styles/tokens.css';
import './styles/base.css';
import { LookUpPage } from './look-up/look-up-page.js';
import { slipLinkOf } from './look-up/slip-link.js';
import { Wall } from './wall/wall.js';

/** The page that the address names: look-ups have one of their own, everything else is the wall. */
function page(): JSX.Element {
  if (location.pathname.replace(/\/$/, '') !== '/look-up') return <Wall />;
  document.title = 'Tra cứu hồ sơ';
  const slip = slipLinkOf(location.hash);
  // The token is not left where the next one at this screen would find it.
  history.replaceState(null, '', location.pathname);
  return <LookUpPage slip={slip} />;
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root');
createRoot(root).render(<StrictMode>{page()}</StrictMode>);
