import { foldText } from '@motcua/kernel/text';

/** Text for matching, folded as the services fold names, so that "phu my" finds "Phú Mỹ". */
export function searchable(text: string): string {
  return foldText(text).replace(/\s+/g, ' ').trim();
}
