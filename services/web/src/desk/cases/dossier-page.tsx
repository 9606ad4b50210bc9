import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { deadlines, intake } from '../../api/clients.js';
import { Refused } from '../../api/problem.js';
import type { CommandName, Deadline, Dossier } from '../../api/types.js';
import { formatInstant } from '../../format/instant.js';
import { chosenLanguage, useTexts } from '../../texts/texts.js';
import { useKeys } from '../keys.js';
import { problemText } from '../problem-text.js';
import { agenciesQuery, proceduresQuery } from '../queries.js';
import { TimeLeft } from '../time-left.js';
import { CommandPanel } from './command-panel.js';
import { PersonalData } from './personal-data.js';
import { Timeline } from './timeline.js';
import './dossier-page.css';

const route = getRouteApi('/dossiers/$dossierId');
const REFRESH_MS = 5_000;

/** In the order in which they are wanted; what comes after the third stands behind "more". */
const ORDER: readonly CommandName[] = [
  'accept',
  'complete',
  'return',
  'receive-supplement',
  'receive-payment',
  'resume',
  'request-supplement',
  'forward',
  'refuse',
  'suspend',
  'assign',
  'request-payment',
  'transfer',
  'withdraw',
  'terminate',
  'void',
];
/** What takes a dossier on; the others are never the obvious thing to do. */
const MAIN: ReadonlySet<CommandName> = new Set(ORDER.slice(0, 6));
const BUTTONS = 3;
const KEYS: Readonly<Partial<Record<CommandName, string>>> = { complete: 'e', 'request-supplement': 'b', forward: 'c' };

export const dossierKey = (dossierId: string) => ['dossier', dossierId] as const;

/** A dossier that has no clock yet has no deadline either. */
async function deadlineOf(dossierId: string): Promise<Deadline | null> {
  try {
    return (await deadlines.GET('/deadlines/{dossierId}', { params: { path: { dossierId } } })).data!;
  } catch (error) {
    if (error instanceof Refused && error.problem.status === 404) return null;
    throw error;
  }
}

export function DossierPage() {
  const texts = useTexts();
  const { dossierId } = route.useParams();
  const { data: dossier, error } = useQuery({
    queryKey: dossierKey(dossierId),
    queryFn: async () => (await intake.GET('/dossiers/{id}', { params: { path: { id: dossierId } } })).data!,
    refetchInterval: REFRESH_MS,
  });
  const { data: deadline = null } = useQuery({
    queryKey: ['deadline', dossierId],
    queryFn: () => deadlineOf(dossierId),
    refetchInterval: REFRESH_MS,
  });
  useEffect(() => {
    document.title = dossier?.dossierCode ?? texts.product;
  }, [dossier?.dossierCode, texts]);
  if (error !== null && dossier === undefined) return <p className="faults">{problemText(texts, error)}</p>;
  if (dossier === undefined) return <p className="quiet">{texts.loading}</p>;
  return <DossierView dossier={dossier} deadline={deadline} />;
}

function DossierView({ dossier, deadline }: { readonly dossier: Dossier; readonly deadline: Deadline | null }) {
  const texts = useTexts();
  const queries = useQueryClient();
  const [command, setCommand] = useState<CommandName | null>(null);
  const { data: procedures } = useQuery(proceduresQuery);
  const { dossierId, dossierCode, procedure, status } = dossier;
  const name = procedures?.find(({ code }) => code === procedure.code)?.name ?? procedure.code;
  const takes: readonly CommandName[] = dossier.takes ?? [];
  const offered = ORDER.filter((each) => takes.includes(each));
  const refresh = (): void => {
    void queries.invalidateQueries({ queryKey: dossierKey(dossierId) });
    void queries.invalidateQueries({ queryKey: ['deadline', dossierId] });
  };
  useKeys(
    Object.fromEntries(
      Object.entries(KEYS).flatMap(([each, key]) =>
        offered.includes(each as CommandName) ? [[key, () => setCommand(each as CommandName)]] : [],
      ),
    ),
  );
  return (
    <article className="dossier" data-testid="dossier" data-status={status} data-revision={dossier.revision}>
      <header className="dossier__head">
        <div>
          <p className="code dossier__code">{dossierCode}</p>
          <h1>{name}</h1>
          <p>
            <strong>{texts.states[status]}</strong>
          </p>
        </div>
        <div className="dossier__due">
          <TimeLeft
            dueAt={deadline?.currentDueAt ?? dossier.appointmentAt}
            isPaused={deadline?.pauses.at(-1)?.to === null}
            isParked={(deadline?.parked ?? null) !== null}
            hasEnded={(deadline?.closedAt ?? null) !== null || dossier.completedAt !== null}
          />
          <DueLines dossier={dossier} deadline={deadline} />
        </div>
      </header>
      <Actions offered={offered} onChoose={setCommand} />
      {command !== null && (
        <CommandPanel
          key={command}
          dossier={dossier}
          command={command}
          onDone={() => {
            setCommand(null);
            refresh();
          }}
          onClose={() => setCommand(null)}
        />
      )}
      <div className="dossier__columns">
        <Facts dossier={dossier} />
        <Timeline dossier={dossier} deadline={deadline} />
      </div>
    </article>
  );
}

interface ActionsProps {
  readonly offered: readonly CommandName[];
  readonly onChoose: (command: CommandName) => void;
}

/** One bar, three buttons at most; what the service would refuse is not in it. */
function Actions({ offered, onChoose }: ActionsProps) {
  const texts = useTexts();
  const [first, rest] = [offered.slice(0, BUTTONS), offered.slice(BUTTONS)];
  if (offered.length === 0) return null;
  return (
    <div className="actions" data-testid="actions">
      {first.map((command, index) => (
        <button
          key={command}
          type="button"
          className={index === 0 && MAIN.has(command) ? 'button button--main' : 'button'}
          onClick={() => onChoose(command)}
          data-testid={`command-${command}`}
        >
          {texts.commands[command]} {KEYS[command] && <kbd>{KEYS[command].toUpperCase()}</kbd>}
        </button>
      ))}
      {rest.length > 0 && (
        <select
          className="actions__more"
          aria-label={texts.dossier.more}
          value=""
          onChange={({ target }) => onChoose(target.value as CommandName)}
        >
          <option value="">{texts.dossier.more}…</option>
          {rest.map((command) => (
            <option key={command} value={command}>
              {texts.commands[command]}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

/** The promise as it was made stays beside the due instant that holds now. */
function DueLines({ dossier, deadline }: { readonly dossier: Dossier; readonly deadline: Deadline | null }) {
  const texts = useTexts();
  const language = chosenLanguage();
  const first = deadline?.originalDueAt ?? dossier.appointmentAt;
  const now = deadline?.currentDueAt ?? null;
  return (
    <dl className="due-lines">
      {first !== null && (
        <div>
          <dt>{texts.dossier.firstPromise}</dt>
          <dd>{formatInstant(first, language)}</dd>
        </div>
      )}
      {now !== null && now !== first && (
        <div>
          <dt>{texts.dossier.dueNow}</dt>
          <dd>{formatInstant(now, language)}</dd>
        </div>
      )}
    </dl>
  );
}

function Facts({ dossier }: { readonly dossier: Dossier }) {
  const texts = useTexts();
  const { data: agencies } = useQuery(agenciesQuery);
  const { data: procedures } = useQuery(proceduresQuery);
  const names = new Map(
    procedures?.find(({ code }) => code === dossier.procedure.code)?.components.map(({ code, name }) => [code, name]),
  );
  const nameOf = (agency: string): string => agencies?.get(agency)?.name ?? agency;
  return (
    <section aria-labelledby="facts-title">
      <h2 id="facts-title">{texts.dossier.facts}</h2>
      <dl className="facts">
        <dt>{texts.intake.agency}</dt>
        <dd>{nameOf(dossier.receivingAgency)}</dd>
        <dt>{texts.dossier.agency}</dt>
        <dd>{nameOf(dossier.settlingAgency)}</dd>
        <dt>{texts.dossier.officer}</dt>
        <dd>{dossier.caseOfficer ?? texts.dossier.nobody}</dd>
        <dt>{texts.dossier.channel}</dt>
        <dd>{texts.dossier.channels[dossier.channel]}</dd>
        <dt>{texts.components.title}</dt>
        <dd>
          {dossier.components.length === 0 ? (
            '–'
          ) : (
            <ul>
              {dossier.components.map(({ code, copyKind }) => (
                <li key={code}>
                  {names.get(code) ?? code} · {texts.components.kinds[copyKind]}
                </li>
              ))}
            </ul>
          )}
        </dd>
      </dl>
      <PersonalData dossierId={dossier.dossierId} />
    </section>
  );
}
