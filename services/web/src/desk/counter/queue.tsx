import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { intake } from '../../api/clients.js';
import { agenciesOf } from '../../api/session.js';
import type { FoundDossier } from '../../api/types.js';
import { formatMoment } from '../../format/instant.js';
import { useTexts } from '../../texts/texts.js';
import { CodeLink, DossierRows } from '../dossier-rows.js';
import { TimeLeft } from '../time-left.js';
import { problemText } from '../problem-text.js';
import { useSession } from '../queries.js';
import { queueLanes, type QueueLane } from '../lists.js';

const route = getRouteApi('/queue');
const REFRESH_MS = 10_000;

const states: Readonly<Record<QueueLane, readonly FoundDossier['status'][]>> = {
  waiting: ['SUBMITTED'],
  supplemented: ['ACCEPTED', 'IN_PROCESS', 'SUPPLEMENT_REQUESTED', 'PAYMENT_REQUESTED', 'SUSPENDED'],
  toReturn: ['COMPLETED'],
};

/** While a dossier is in one of these its clock stands still. */
const PAUSED: ReadonlySet<FoundDossier['status']> = new Set(['SUPPLEMENT_REQUESTED', 'PAYMENT_REQUESTED', 'SUSPENDED']);

/** What waits at the counter. */
export function Queue() {
  const texts = useTexts();
  const navigate = useNavigate();
  const session = useSession();
  const { lane = 'waiting' } = route.useSearch();
  const [agency] = agenciesOf(session, 'INTAKE_OFFICER');
  const rows = useInfiniteQuery({
    queryKey: ['queue', lane, agency],
    queryFn: async ({ pageParam }) => {
      const body = {
        states: [...states[lane]],
        limit: 50,
        ...(agency === undefined ? {} : { agency }),
        ...(pageParam === '' ? {} : { cursor: pageParam }),
      };
      return (await intake.POST('/dossiers/searches', { body })).data!;
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    refetchInterval: REFRESH_MS,
  });
  useEffect(() => {
    document.title = texts.sections.queue;
  }, [texts]);
  return (
    <div className="page">
      <h1>{texts.sections.queue}</h1>
      <nav className="tabs" aria-label={texts.sections.queue}>
        {queueLanes.map((each) => (
          <Link
            key={each}
            to="/queue"
            search={{ lane: each }}
            className="tab"
            aria-current={each === lane ? 'page' : undefined}
          >
            {texts.queue[each]}
          </Link>
        ))}
      </nav>
      {rows.error !== null && <p className="faults">{problemText(texts, rows.error)}</p>}
      {rows.isPending ? (
        <p className="quiet">{texts.loading}</p>
      ) : (
        <DossierRows<FoundDossier>
          label={texts.queue[lane]}
          rows={(rows.data?.pages ?? []).flatMap((page) => page.dossiers)}
          idOf={({ dossierId }) => dossierId}
          empty={texts.queue.empty}
          onOpen={({ dossierId }) => void navigate({ to: '/dossiers/$dossierId', params: { dossierId } })}
          columns={[
            {
              title: texts.work.columns.left,
              cell: ({ appointmentAt, status, completedAt }) =>
                status === 'SUBMITTED' ? (
                  <span className="mark">{texts.states[status]}</span>
                ) : (
                  <TimeLeft dueAt={appointmentAt} isPaused={PAUSED.has(status)} hasEnded={completedAt !== null} />
                ),
            },
            {
              title: texts.work.columns.code,
              cell: ({ dossierId, dossierCode }) => <CodeLink dossierId={dossierId} code={dossierCode} />,
            },
            {
              title: texts.work.columns.procedure,
              cell: ({ procedureName, procedureCode }) => procedureName ?? procedureCode,
            },
            { title: texts.dossier.channel, cell: ({ channel }) => texts.dossier.channels[channel] },
            { title: texts.queue.submitted, right: true, cell: ({ submittedAt }) => formatMoment(submittedAt) },
          ]}
        />
      )}
      {rows.hasNextPage && (
        <button type="button" className="button" onClick={() => void rows.fetchNextPage()}>
          {texts.work.more}
        </button>
      )}
    </div>
  );
}
