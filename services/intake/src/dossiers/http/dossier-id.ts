import { idInPathFor } from '@motcua/http';

/** The id of a dossier in the path; people have its code on paper. */
export const dossierIdInPath = idInPathFor('POST /dossiers/searches with the code as "code" answers the dossierId');
