import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { commandHeaders, intake } from '../../api/clients.js';
import { Refused } from '../../api/problem.js';
import type { CommandBody, CommandName, Dossier } from '../../api/types.js';
import { formatMoment } from '../../format/instant.js';
import { finderOf } from '../../format/initials.js';
import { SearchPick } from '../../components/search-pick.js';
import { useTexts } from '../../texts/texts.js';
import { problemText } from '../problem-text.js';
import { agenciesQuery } from '../queries.js';

interface CommandPanelProps {
  readonly dossier: Dossier;
  readonly command: CommandName;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

interface Change {
  readonly revision: number;
  readonly type: string;
  readonly happenedAt: string;
  readonly actor: string;
}

/** Commands that must say why; of the others a reason is welcome. */
const NEEDS_REASON: readonly CommandName[] = [
  'refuse',
  'suspend',
  'terminate',
  'transfer',
  'void',
  'request-supplement',
];

/**
 * What a command needs, and its outcome. Its key is made when it opens and goes with every attempt, so a press too many takes
 * effect once; a dossier that somebody else has changed meanwhile is shown, and what was typed stays.
 */
export function CommandPanel({ dossier, command, onDone, onClose }: CommandPanelProps) {
  const texts = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const [attempt, setAttempt] = useState(() => ({ key: crypto.randomUUID(), revision: dossier.revision }));
  const [reason, setReason] = useState('');
  const [respondBy, setRespondBy] = useState('');
  const [agency, setAgency] = useState<string | null>(null);
  const { data: agencies } = useQuery(agenciesQuery);
  const find = useMemo(
    () => finderOf([...(agencies?.values() ?? [])].filter(({ validUntil }) => validUntil === null)),
    [agencies],
  );
  useEffect(() => dialog.current?.showModal(), []);
  const send = useMutation({
    mutationFn: async ({ key, revision }: typeof attempt) => {
      const body: Partial<CommandBody> = {
        ...(reason.trim() === '' ? {} : { reason }),
        ...(command === 'request-supplement' && respondBy !== '' ? { respondBy: `${respondBy}T17:00:00+07:00` } : {}),
        ...(command === 'transfer' && agency !== null ? { settlingAgency: agency } : {}),
      };
      await intake.POST('/dossiers/{id}/{command}', {
        params: { path: { id: dossier.dossierId, command }, header: commandHeaders(key, revision) },
        body: body as CommandBody,
      });
    },
    onSuccess: onDone,
  });
  const isStale = send.error instanceof Refused && send.error.problem.code === 'revision-stale';
  const isComplete =
    (!NEEDS_REASON.includes(command) || reason.trim() !== '') && (command !== 'transfer' || agency !== null);
  const applyAgain = (): void => {
    const { currentRevision } = (send.error as Refused).problem.members as { readonly currentRevision: number };
    const next = { key: crypto.randomUUID(), revision: currentRevision };
    setAttempt(next);
    send.mutate(next);
  };
  return (
    <dialog ref={dialog} className="panel" onClose={onClose} aria-labelledby="panel-title" data-testid="command-panel">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isComplete && !send.isPending) send.mutate(attempt);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.ctrlKey) event.currentTarget.requestSubmit();
        }}
      >
        <h2 id="panel-title">{texts.commands[command]}</h2>
        {command === 'transfer' && (
          <>
            <SearchPick
              label={texts.dossier.agency}
              find={find}
              keyOf={({ code }) => code}
              show={({ name }) => name}
              none={texts.faults.notFound}
              onPick={({ code }) => setAgency(code)}
            />
            {agency !== null && <p className="chosen">{agencies?.get(agency)?.name}</p>}
          </>
        )}
        <div className="field">
          <label htmlFor="panel-reason">{texts.dossier.reason}</label>
          <textarea
            id="panel-reason"
            rows={command === 'request-supplement' ? 6 : 3}
            maxLength={2000}
            value={reason}
            required={NEEDS_REASON.includes(command)}
            onChange={({ target }) => setReason(target.value)}
            autoFocus={command !== 'transfer'}
          />
          {command === 'request-supplement' && <p className="field__hint">{texts.dossier.reasonHint}</p>}
        </div>
        {command === 'request-supplement' && (
          <div className="field">
            <label htmlFor="panel-respond-by">{texts.dossier.respondBy}</label>
            <input
              id="panel-respond-by"
              type="date"
              value={respondBy}
              onChange={({ target }) => setRespondBy(target.value)}
            />
          </div>
        )}
        {isStale ? (
          <Conflict
            error={send.error as Refused}
            onApply={applyAgain}
            onDrop={() => dialog.current?.close()}
            onSeen={onDone}
          />
        ) : (
          send.error !== null && (
            <p className="faults" role="alert">
              {problemText(texts, send.error)}
            </p>
          )
        )}
        <div className="panel__actions">
          <button
            type="submit"
            className="button button--main"
            disabled={!isComplete || send.isPending || isStale}
            data-testid="confirm"
          >
            {send.isPending ? texts.dossier.recording : texts.dossier.confirm} <kbd>Ctrl ↵</kbd>
          </button>
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            {texts.dossier.cancel} <kbd>Esc</kbd>
          </button>
        </div>
      </form>
    </dialog>
  );
}

interface ConflictProps {
  readonly error: Refused;
  readonly onApply: () => void;
  readonly onDrop: () => void;
  readonly onSeen: () => void;
}

/** What somebody else did meanwhile; nothing of it is overwritten, and nothing of what was typed is lost. */
function Conflict({ error, onApply, onDrop }: ConflictProps) {
  const texts = useTexts();
  const { changes = [] } = error.problem.members as { readonly changes?: readonly Change[] };
  const nameOf = (type: string): string => {
    const verb = /([a-z-]+)\.v\d+$/.exec(type)?.[1] ?? type;
    return texts.happened[verb as keyof typeof texts.happened] ?? texts.happened.other;
  };
  return (
    <div className="conflict" role="alert" data-testid="conflict">
      <strong>{texts.dossier.conflict.title}</strong>
      <p>{texts.dossier.conflict.changed}:</p>
      <ul>
        {changes.map(({ revision, type, happenedAt, actor }) => (
          <li key={revision}>
            {formatMoment(happenedAt)} · {nameOf(type)} · {actor}
          </li>
        ))}
      </ul>
      <div className="panel__actions">
        <button type="button" className="button button--main" onClick={onApply}>
          {texts.dossier.conflict.apply}
        </button>
        <button type="button" className="button" onClick={onDrop}>
          {texts.dossier.conflict.drop}
        </button>
      </div>
    </div>
  );
}
