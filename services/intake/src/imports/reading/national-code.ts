import { localInstant, localDayOf, type LocalDay } from '@motcua/kernel';

/** The parts of a dossier code in the national form. */
export interface NationalCode {
  readonly agency: string;
  readonly day: LocalDay;
  readonly number: number;
}

/**
 * Agency, day and number of the day, in the form before (`000.00.17.H06-240127-0001`) and since Decision 20/2020/QĐ-TTg
 * (`H06.17-240127-0001`). A number has at most nine digits, so that the sequence of the day can go on after it.
 */
const FORM =
  /^(?<agency>\d{3}\.\d{2}\.\d{2,3}\.[A-Z]\d{2}|[A-Z]\d{2}(?:\.\d{1,3}){0,3})-(?<year>\d{2})(?<month>\d{2})(?<date>\d{2})-(?<number>\d{4,9})$/;

/** @returns null unless the text has the national form and its day exists */
export function parseNationalCode(text: string): NationalCode | null {
  const { agency, year, month, date, number } = FORM.exec(text)?.groups ?? {};
  if (agency === undefined) return null;
  const day = `20${year}-${month}-${date}`;
  const noon = localInstant(day, '12:00');
  if (Number.isNaN(noon.getTime()) || localDayOf(noon) !== day) return null;
  return { agency, day, number: Number(number) };
}
