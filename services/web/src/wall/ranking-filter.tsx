import type { AgencyKind } from '../api/agency-directory.js';
import { kindTexts } from './texts.js';
import './ranking-filter.css';

interface RankingFilterProps {
  readonly kinds: readonly AgencyKind[];
  readonly kind: AgencyKind | null;
  readonly onKind: (kind: AgencyKind | null) => void;
  readonly search: string;
  readonly onSearch: (search: string) => void;
}

export function RankingFilter({ kinds, kind, onKind, search, onSearch }: RankingFilterProps) {
  return (
    <div className="filter">
      <div className="filter__kinds" role="group" aria-label="Loại cơ quan">
        {[null, ...kinds].map((choice) => (
          <button
            key={choice ?? 'ALL'}
            type="button"
            data-testid={`kind-${choice ?? 'ALL'}`}
            aria-pressed={choice === kind}
            onClick={() => onKind(choice)}
          >
            {choice === null ? 'Tất cả' : kindTexts[choice]}
          </button>
        ))}
      </div>
      <input
        type="search"
        className="filter__search"
        data-testid="ranking-search"
        aria-label="Tìm cơ quan"
        placeholder="Tìm cơ quan"
        value={search}
        onChange={(event) => onSearch(event.target.value)}
      />
    </div>
  );
}
