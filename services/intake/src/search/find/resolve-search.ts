import { Inject, Injectable } from '@nestjs/common';
import { Role, type Principal } from '@motcua/auth';
import type { DossierStatus } from '@motcua/contracts';
import { addLocalDays, AppError, CLOCK, localDayOf, startOfLocalDay, type Clock, type LocalDay } from '@motcua/kernel';
import type { Tx } from '@motcua/persistence';
import { PersonalDataAccess } from '../../applicants/index.js';
import { agenciesUnder, CatalogueRepository, type AgencyEntity } from '../../catalogue/index.js';
import { BlindIndex, type PersonalTerms } from '../index-of-dossiers/blind-index.js';
import type { SearchCriteria } from './search-criteria.js';

/** What somebody asks for; all of it must be met. */
export interface SearchFilter extends PersonalTerms {
  readonly ids?: readonly string[] | undefined;
  readonly code?: string | undefined;
  readonly procedure?: string | undefined;
  /** Receiving or settling, or an agency above. */
  readonly agency?: string | undefined;
  readonly states?: readonly DossierStatus[] | undefined;
  readonly officer?: string | undefined;
  /** First and last local day on which it was handed in. */
  readonly from?: LocalDay | undefined;
  readonly to?: LocalDay | undefined;
}

export interface ResolveSearchOptions {
  readonly filter: SearchFilter;
  readonly purpose: 'SEARCH' | 'EXPORT';
  readonly principal: Principal;
}

/** The criteria, with the catalogue as it was at hand to make them. */
export interface ResolvedSearch {
  readonly criteria: SearchCriteria;
  readonly agencies: readonly AgencyEntity[];
}

const PERSONAL_TERMS = ['name', 'phone', 'idNumber'] as const satisfies readonly (keyof PersonalTerms)[];

const SEEING: readonly Role[] = [Role.IntakeOfficer, Role.CaseOfficer, Role.Supervisor, Role.Leader];

/** Turns what an officer asks for into what the index knows, and into what that officer may see. */
@Injectable()
export class ResolveSearch {
  constructor(
    private readonly catalogue: CatalogueRepository,
    private readonly blindIndex: BlindIndex,
    private readonly accesses: PersonalDataAccess,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Dossiers of other agencies are not refused: they are not found, so that nobody learns of them.
   * @throws AppError `agency-unknown`
   */
  async run(tx: Tx, { filter, purpose, principal }: ResolveSearchOptions): Promise<ResolvedSearch> {
    await this.note(tx, { filter, purpose, principal });
    const today = localDayOf(this.clock.now());
    const agencies = await this.catalogue.agenciesKnownOn(tx, today);
    const seen = agenciesSeenBy(principal, agencies, today);
    const { ids, code, procedure, agency, states, officer, from, to } = filter;
    const criteria = {
      seen: seen.size === agencies.length ? null : [...seen],
      agencies: agency === undefined ? undefined : under(agency, agencies, today),
      tokens: this.blindIndex.tokensOf(filter),
      ids,
      code,
      procedure,
      states,
      officer,
      from: from === undefined ? undefined : startOfLocalDay(from),
      before: to === undefined ? undefined : startOfLocalDay(addLocalDays(to, 1)),
    };
    return { criteria, agencies };
  }

  /** The answer shows that such a person has dossiers here: that somebody asked is noted, whom for is not. */
  private async note(tx: Tx, { filter, purpose, principal }: ResolveSearchOptions): Promise<void> {
    const detail = PERSONAL_TERMS.filter((term) => filter[term] !== undefined).join(' ');
    if (detail !== '') await this.accesses.note(tx, { who: principal.id, dossierId: null, purpose, detail });
  }
}

/** Whether somebody may find the dossiers of an agency; its path is from the root of the tree down to it. */
export function mayFind(principal: Principal, path: readonly string[]): boolean {
  return SEEING.some((role) => principal.holds(role, path));
}

/** The agencies whose dossiers somebody may see: those at which a role of staff is held, and all below them. */
export function agenciesSeenBy(
  { roles }: Principal,
  agencies: readonly AgencyEntity[],
  day: LocalDay,
): ReadonlySet<string> {
  const granted = roles.filter(({ role }) => SEEING.includes(role)).map(({ agency }) => agency);
  return agenciesUnder(new Set(granted), agencies, day);
}

function under(agency: string, agencies: readonly AgencyEntity[], day: LocalDay): readonly string[] {
  if (agencies.some(({ code }) => code === agency)) return [agency, ...agenciesUnder(new Set([agency]), agencies, day)];
  throw new AppError(`No agency has the code ${agency}: see GET /agencies.`, {
    code: 'agency-unknown',
    retryable: false,
  });
}
