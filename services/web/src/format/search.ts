/** Text for matching: lower case, without Vietnamese diacritics, so that "phu my" finds "Phú Mỹ". */
export function searchable(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/\s+/g, ' ').trim();
}
