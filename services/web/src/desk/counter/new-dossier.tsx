import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useForm } from 'react-hook-form';
import { Refused } from '../../api/problem.js';
import { agenciesOf } from '../../api/session.js';
import type { Procedure, Submission } from '../../api/types.js';
import { citizenCardOf } from '../../format/citizen-card.js';
import { finderOf } from '../../format/initials.js';
import { formatTime } from '../../format/instant.js';
import { Drafts } from '../../outbox/drafts.js';
import { SearchPick } from '../../components/search-pick.js';
import { useTexts } from '../../texts/texts.js';
import { useKeys } from '../keys.js';
import { problemText } from '../problem-text.js';
import { agenciesQuery, proceduresQuery, useSession } from '../queries.js';
import { useScanner } from '../scanner.js';
import { ApplicantSection } from './applicant-section.js';
import { nobody, type Draft } from './draft.js';
import { ComponentsSection } from './components-section.js';
import { FeeSection } from './fee-section.js';
import { FaultSummary } from './fault-summary.js';
import { ProcedureLine } from './procedure-line.js';
import { SlipPreview } from './slip-preview.js';
import { takeIn, type TakenIn } from './take-in.js';
import { Taken } from './taken.js';
import { useKeptDraft } from './use-draft.js';
import './new-dossier.css';

/** What stands in a form when it opens. */
interface Start {
  /** Key of the draft, and what the keys of the commands are made of. */
  readonly formId: string;
  readonly draft: Draft;
}

const KIND = 'new-dossier';
const NONE: readonly Procedure[] = [];
const blank = (applicant = nobody): Start => ({
  formId: crypto.randomUUID(),
  draft: { procedureCode: null, applicant, components: {}, cashTaken: false },
});

/**
 * A new dossier on one page, in the order of the talk at the counter: procedure, applicant, components, fee. It goes on with
 * what was typed before the page was left, under the same keys: what had arrived takes no effect again.
 */
export function NewDossier() {
  const { person } = useSession();
  const [start, setStart] = useState<Start | null>(null);
  useEffect(() => {
    const kept = new Drafts(person.id).newest<Draft>(KIND).catch(() => null);
    void kept.then((draft) => setStart(draft ? { formId: draft.formId, draft: draft.value } : blank()));
  }, [person.id]);
  if (start === null) return null;
  return <DossierForm key={start.formId} start={start} onNext={(applicant) => setStart(blank(applicant))} />;
}

interface DossierFormProps {
  readonly start: Start;
  readonly onNext: (applicant: Draft['applicant']) => void;
}

function DossierForm({ start: { formId, draft: start }, onNext }: DossierFormProps) {
  const texts = useTexts();
  const navigate = useNavigate();
  const session = useSession();
  const { data: procedures = NONE } = useQuery(proceduresQuery);
  const { data: agencies } = useQuery(agenciesQuery);
  const [agency = ''] = agenciesOf(session, 'INTAKE_OFFICER');
  const [isMissing, setIsMissing] = useState(false);
  const [note, setNote] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [taken, setTaken] = useState<TakenIn | null>(null);
  const summary = useRef<HTMLDivElement>(null);
  const form = useForm<Draft>({ defaultValues: start });
  const { errors, isSubmitting } = form.formState;
  const typed = form.watch();
  const procedure = procedures.find(({ code }) => code === typed.procedureCode) ?? null;
  const isWorthKeeping = taken === null && (typed.procedureCode !== null || typed.applicant.name !== '');
  const keptAt = useKeptDraft({ person: session.person.id, kind: KIND, formId, value: isWorthKeeping ? typed : null });

  const find = useMemo(() => finderOf(procedures), [procedures]);
  const pick = (chosen: Procedure): void => {
    form.setValue('procedureCode', chosen.code);
    setIsMissing(false);
    form.setValue('components', {});
    focusOn('applicant.name');
  };
  useScanner((scanned) => {
    const card = citizenCardOf(scanned);
    if (!card) return false;
    form.setValue('applicant.name', card.name, { shouldValidate: true });
    form.setValue('applicant.idNumber', card.idNumber);
    form.setValue('applicant.address', card.address);
    setNote(card.accentsLost ? texts.applicant.scannedWithoutAccents : texts.applicant.scanned);
    focusOn('applicant.phone');
    return true;
  });

  const send = async (draft: Draft): Promise<void> => {
    setFault(null);
    if (procedure === null) return setIsMissing(true);
    try {
      setTaken(await takeIn(formId, submissionOf(procedure, agency, draft), draft.cashTaken));
      await new Drafts(session.person.id).remove(formId);
    } catch (error) {
      if (error instanceof Refused) {
        for (const { path, message } of error.problem.errors) {
          if (path.startsWith('applicant.')) form.setError(path as 'applicant.name', { message });
        }
      }
      setFault(problemText(texts, error));
      requestAnimationFrame(() => summary.current?.focus());
    }
  };
  const submit = form.handleSubmit(send, () => {
    if (procedure === null) setIsMissing(true);
    requestAnimationFrame(() => summary.current?.focus());
  });
  const handOver = (): void => {
    if (procedure === null) setIsMissing(true);
    if (!isSubmitting && taken === null) void submit();
  };
  useKeys({
    'Ctrl+Enter': handOver,
    a: () => {
      if (procedure)
        for (const { code, required } of procedure.components)
          if (required) form.setValue(`components.${code}`, 'ORIGINAL');
    },
    ...(taken ? { n: () => onNext(nobody) } : {}),
  });
  useEffect(() => {
    document.title = texts.sections.newDossier;
  }, [texts]);
  const goesOn = start.procedureCode !== null;
  useEffect(() => {
    if (goesOn) focusOn('applicant.name');
  }, [goesOn]);

  if (taken) {
    return (
      <Taken
        taken={taken}
        onNext={() => onNext(nobody)}
        onSameApplicant={() => onNext(form.getValues('applicant'))}
        onOpen={() => void navigate({ to: '/dossiers/$dossierId', params: { dossierId: taken.dossierId } })}
      />
    );
  }
  const listed = [
    ...(isMissing ? [{ id: 'procedure', message: texts.procedure.required }] : []),
    ...Object.entries(errors.applicant ?? {}).flatMap(([name, error]) =>
      typeof error === 'object' && 'message' in error
        ? [{ id: `applicant.${name}`, message: String(error.message) }]
        : [],
    ),
  ];
  return (
    <form
      className="new-dossier"
      data-testid="new-dossier"
      noValidate
      onSubmit={(event) => {
        // Enter in a field is not the word to take the dossier in: Ctrl+Enter and the button are.
        event.preventDefault();
      }}
    >
      <div className="new-dossier__form">
        <h1>{texts.sections.newDossier}</h1>
        <FaultSummary ref={summary} fault={fault} listed={listed} onGo={focusOn} />
        <section aria-labelledby="procedure-title">
          <h2 id="procedure-title">
            <span className="section__number">1</span> {texts.procedure.title}
          </h2>
          {procedure === null ? (
            <SearchPick
              label={texts.procedure.label}
              find={find}
              keyOf={({ code }) => code}
              show={(each) => <ProcedureLine procedure={each} />}
              none={procedures === NONE ? texts.loading : texts.procedure.none}
              onPick={pick}
              autoFocus
              error={isMissing ? texts.procedure.required : undefined}
            />
          ) : (
            <div className="chosen" data-testid="chosen-procedure">
              <ProcedureLine procedure={procedure} />
              <button
                type="button"
                className="button button--quiet"
                onClick={() => form.setValue('procedureCode', null)}
              >
                {texts.procedure.change}
              </button>
            </div>
          )}
        </section>
        <ApplicantSection form={form} note={note} />
        <ComponentsSection form={form} procedure={procedure} />
        <FeeSection form={form} procedure={procedure} />
      </div>
      <SlipPreview procedure={procedure} name={typed.applicant.name} agency={agencies?.get(agency) ?? null} />
      <div className="action-bar">
        <button
          type="button"
          className="button button--main"
          disabled={isSubmitting}
          onClick={handOver}
          data-testid="take-in"
        >
          {isSubmitting ? texts.intake.accepting : texts.intake.accept} <kbd>Ctrl ↵</kbd>
        </button>
        {keptAt !== null && (
          <span className="quiet" role="status" data-testid="draft-kept">
            {texts.intake.draftKept({ time: formatTime(new Date(keptAt).toISOString()) })}
          </span>
        )}
      </div>
    </form>
  );
}

/** At once, unlike the form's own way: the next letter that is typed belongs there. */
const focusOn = (name: string): void => document.getElementsByName(name)[0]?.focus();

/** Only what was typed: an empty field is none. */
function submissionOf(procedure: Procedure, receivingAgency: string, { applicant, components }: Draft): Submission {
  const { kind, name, ...rest } = applicant;
  const typed = Object.fromEntries(Object.entries(rest).filter(([, value]) => value.trim() !== ''));
  return {
    procedureCode: procedure.code,
    receivingAgency,
    channel: 'IN_PERSON',
    applicant: { kind, name, language: 'vi', ...typed },
    eIdVerified: false,
    components: Object.entries(components).flatMap(([code, copyKind]) =>
      copyKind === '' ? [] : [{ code, copyKind, digitised: false, reused: false }],
    ),
  };
}
