import type { MissingPart } from '../ledgers/index.js';
import { LIVE_SCHEMA, type Query } from '../projection/index.js';

/**
 * By the facts alone: every accepted dossier has a clock, every one that owes a fee an order, every stage at which
 * applicants are asked an invitation. A voided dossier lacks nothing; of an imported one the slips are the old system's.
 */
const MISSING = `
  with fact as (
    select * from ${LIVE_SCHEMA}.fact
    where intake_revision is not null and voided_at is null and ($1::uuid[] is null or dossier_id = any($1::uuid[]))
  ), due as (
    select dossier_id, 'deadlines' as service, 'clock' as missing from fact
    where accepted_at is not null and deadline_revision is null
    union all
    select dossier_id, 'payments', 'order' from fact where fee_owed_since is not null and payment_revision is null
    union all
    select dossier_id, 'surveys', 'invitation ' || stage
    from fact, (values ('ACCEPTED'), ('SUPPLEMENT_REQUESTED'), ('REFUSED_AT_INTAKE'), ('RETURNED')) as asked (stage)
    where not imported
      and case stage when 'ACCEPTED' then accepted_at when 'SUPPLEMENT_REQUESTED' then first_supplement_at
        when 'REFUSED_AT_INTAKE' then refused_at else returned_at end is not null
      and not coalesce(invitations @> jsonb_build_array(jsonb_build_object('stage', stage)), false)
  )
  select dossier_id as "dossierId", service, missing from due order by dossier_id, missing`;

/** Of all dossiers, or of some. `query` reads one snapshot. */
export async function readMissing(query: Query, dossierIds: readonly string[] | null = null): Promise<MissingPart[]> {
  return query<MissingPart>(MISSING, [dossierIds]);
}
