import { localDayOf, type LocalDay } from '@motcua/kernel';

/**
 * Whose forms apply. `A`: Circular 01/2018/TT-VPCP, which guides Decree 61/2018/NĐ-CP (amended by 107/2021).
 * `B`: annex I of Circular 03/2025/TT-VPCP, which guides Decree 118/2025/NĐ-CP.
 */
export type FormRegime = 'A' | 'B';

const FIRST_DAY_OF_B: LocalDay = '2025-07-01';

/**
 * The regime of a form by the local day (UTC+7) on which it is issued.
 * Source: Decree 118/2025/NĐ-CP is in force from 01/07/2025. Its circular is dated 15/09/2025: for the weeks between, the
 * forms of B stand here by the day of the decree, not by that of the circular.
 */
export function formRegimeOf(issuedAt: Date): FormRegime {
  return localDayOf(issuedAt) < FIRST_DAY_OF_B ? 'A' : 'B';
}
