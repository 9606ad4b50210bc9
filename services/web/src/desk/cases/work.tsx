import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { deadlines, intake } from '../../api/clients.js';
import type { WorkRow } from '../../api/types.js';
import { formatMoment } from '../../format/instant.js';
import { searchable } from '../../format/search.js';
import { useTexts } from '../../texts/texts.js';
import { workLists } from '../lists.js';
import { problemText } from '../problem-text.js';
import { CodeLink, DossierRows } from '../dossier-rows.js';
import { TimeLeft } from '../time-left.js';

const route = getRouteApi('/work');
const REFRESH_MS = 10_000;

/** Names of the procedures of a page, by dossier; deadlines knows none of them. At most 100 dossiers. */
async function proceduresOf(rows: readonly WorkRow[]): Promise<ReadonlyMap<string, string>> {
  if (rows.length === 0) return new Map();
  const body = { ids: rows.map(({ dossierId }) => dossierId), limit: rows.length };
  const { dossiers } = (await intake.POST('/dossiers/searches', { body })).data!;
  return new Map(
    dossiers.map(({ dossierId, procedureName, procedureCode }) => [dossierId, procedureName ?? procedureCode]),
  );
}

/** What there is to do, by time left: the worst first. The address keeps list and filter. */
export function Work() {
  const texts = useTexts();
  const navigate = useNavigate();
  const { list = 'overdue', filter = '' } = route.useSearch();
  const counts = useQuery({
    queryKey: ['work-counts'],
    queryFn: async () => (await deadlines.GET('/work-lists', { params: { query: {} } })).data!,
    refetchInterval: REFRESH_MS,
  });
  const rows = useInfiniteQuery({
    queryKey: ['work', list],
    queryFn: async ({ pageParam }) => {
      const query = { limit: 100, ...(pageParam === '' ? {} : { cursor: pageParam }) };
      const page = (await deadlines.GET('/work-lists/{list}', { params: { path: { list }, query } })).data!;
      return { ...page, procedures: await proceduresOf(page.deadlines) };
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    refetchInterval: REFRESH_MS,
  });
  useEffect(() => {
    document.title = texts.sections.work;
  }, [texts]);
  const wanted = searchable(filter);
  const pages = rows.data?.pages ?? [];
  const nameOf = new Map(pages.flatMap(({ procedures }) => [...procedures]));
  const shown = pages
    .flatMap((page) => page.deadlines)
    .filter(({ dossierId, dossierCode, step }) =>
      searchable(`${dossierCode} ${nameOf.get(dossierId) ?? ''} ${step?.title ?? ''}`).includes(wanted),
    );
  return (
    <div className="page">
      <h1>{texts.sections.work}</h1>
      <nav className="tabs" aria-label={texts.sections.work}>
        {workLists.map((each) => (
          <Link
            key={each}
            to="/work"
            search={{ list: each }}
            className="tab"
            aria-current={each === list ? 'page' : undefined}
          >
            {texts.work.lists[each]} <span className="tab__count">{counts.data?.[each] ?? '–'}</span>
          </Link>
        ))}
      </nav>
      <input
        className="filter"
        type="search"
        aria-label={texts.work.filter}
        placeholder={texts.work.filter}
        value={filter}
        onChange={({ target }) =>
          void navigate({
            to: '/work',
            search: { list, ...(target.value ? { filter: target.value } : {}) },
            replace: true,
          })
        }
      />
      {rows.error !== null && <p className="faults">{problemText(texts, rows.error)}</p>}
      {rows.isPending ? (
        <p className="quiet">{texts.loading}</p>
      ) : (
        <DossierRows<WorkRow>
          label={texts.work.lists[list]}
          rows={shown}
          idOf={({ dossierId }) => dossierId}
          empty={texts.work.empty}
          onOpen={({ dossierId }) => void navigate({ to: '/dossiers/$dossierId', params: { dossierId } })}
          columns={[
            {
              title: texts.work.columns.left,
              cell: ({ currentDueAt, pausedSince, parked }) => (
                <TimeLeft dueAt={currentDueAt} isPaused={pausedSince !== null} isParked={parked !== null} />
              ),
            },
            {
              title: texts.work.columns.code,
              cell: ({ dossierId, dossierCode }) => <CodeLink dossierId={dossierId} code={dossierCode} />,
            },
            { title: texts.work.columns.procedure, cell: ({ dossierId }) => nameOf.get(dossierId) ?? '' },
            { title: texts.work.columns.step, cell: ({ step }) => step?.title ?? '' },
            {
              title: texts.work.columns.due,
              right: true,
              cell: ({ currentDueAt }) => (currentDueAt === null ? '' : formatMoment(currentDueAt)),
            },
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
