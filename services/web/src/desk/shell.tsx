import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { Suspense } from 'react';
import { Refused } from '../api/problem.js';
import { endSession, holds, signInAddress, type Session } from '../api/session.js';
import { Drafts } from '../outbox/drafts.js';
import { chooseLanguage, chosenLanguage, useTexts } from '../texts/texts.js';
import { useKeys } from './keys.js';
import { agenciesQuery, sessionQuery } from './queries.js';

/** What every page of the desk stands in; nothing of it is drawn before it is known who is there. */
export function Shell() {
  const texts = useTexts();
  const { data: session, error, refetch } = useQuery(sessionQuery);
  if (session !== undefined) return <Desk session={session} />;
  if (error === null) return <p className="desk-wait">{texts.loading}</p>;
  const nobody = error instanceof Refused && error.problem.status === 401;
  return (
    <main className="desk-door">
      <img src="/icon.svg" alt="" width="56" height="56" />
      <h1>{texts.product}</h1>
      <p>{nobody ? texts.signInWhy : texts.faults.unavailable}</p>
      {nobody ? (
        <a className="button button--main" href={signInAddress()} data-testid="sign-in">
          {texts.signIn}
        </a>
      ) : (
        <button type="button" className="button button--main" onClick={() => void refetch()}>
          {texts.tryAgain}
        </button>
      )}
    </main>
  );
}

function Desk({ session }: { readonly session: Session }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const isCounter = holds(session, 'INTAKE_OFFICER');
  const isOfficer = holds(session, 'CASE_OFFICER', 'SUPERVISOR');
  useKeys(isCounter ? { n: () => void navigate({ to: '/new' }) } : {});
  return (
    <div className="desk">
      <a className="skip" href="#content">
        {texts.skipToContent}
      </a>
      <nav className="rail" aria-label={texts.product}>
        <Link to="/" className="rail__home">
          <img src="/icon.svg" alt="" width="32" height="32" />
          <span>{texts.product}</span>
        </Link>
        {isCounter && (
          <>
            <Link to="/new" className="rail__link" data-testid="go-new">
              <span>{texts.sections.newDossier}</span> <kbd>N</kbd>
            </Link>
            <Link to="/queue" className="rail__link">
              <span>{texts.sections.queue}</span>
            </Link>
          </>
        )}
        {isOfficer && (
          <Link to="/work" className="rail__link">
            <span>{texts.sections.work}</span>
          </Link>
        )}
      </nav>
      <div className="desk__body">
        <TopBar session={session} />
        <main id="content" className="content" tabIndex={-1}>
          {isCounter || isOfficer ? (
            <Suspense fallback={<p className="desk-wait">{texts.loading}</p>}>
              <Outlet />
            </Suspense>
          ) : (
            <p className="desk-wait">{texts.noRole}</p>
          )}
        </main>
      </div>
    </div>
  );
}

function TopBar({ session }: { readonly session: Session }) {
  const texts = useTexts();
  const { data: agencies } = useQuery(agenciesQuery);
  const agency = session.roles[0]?.agency;
  const signOut = async (): Promise<void> => {
    await new Drafts(session.person.id).forget().catch(() => undefined);
    location.assign(await endSession());
  };
  return (
    <header className="top">
      <span className="top__agency">{agency === undefined ? '' : (agencies?.get(agency)?.name ?? agency)}</span>
      <span className="top__person" data-testid="person">
        {session.person.name}
      </span>
      <button
        type="button"
        className="button button--quiet"
        onClick={() => chooseLanguage(chosenLanguage() === 'vi' ? 'en' : 'vi')}
      >
        {texts.otherLanguage}
      </button>
      <button type="button" className="button button--quiet" onClick={() => void signOut()} data-testid="sign-out">
        {texts.signOut}
      </button>
    </header>
  );
}
