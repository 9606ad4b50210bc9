import { uuidv7 } from '@motcua/kernel';

export type Language = 'vi' | 'en';

/** To whom a notification goes; personal, so it is stored sealed only. */
export interface Recipient {
  readonly name: string;
  readonly email?: string | undefined;
  /** For channels that send short texts. */
  readonly phone?: string | undefined;
}

/** What every notification says of the dossier. */
export interface DossierFacts {
  readonly dossierCode: string;
  readonly procedureName: string;
  /** The agency that speaks to the applicant; for `ready`, where the result is collected. */
  readonly agencyName: string;
}

/** What a notification is about. */
export type NotificationFacts =
  /** Something is missing in the dossier; `respondBy` null: no time limit was set. */
  | (DossierFacts & { readonly kind: 'supplement-wanted'; readonly respondBy: Date | null })
  /** The agency does not keep its appointment and says sorry; `newDueAt` null: not known yet. */
  | (DossierFacts & { readonly kind: 'late'; readonly dueAt: Date; readonly newDueAt: Date | null })
  /** The result can be collected. */
  | (DossierFacts & { readonly kind: 'ready' })
  /** The applicant is asked for a rating; whoever holds `link` can answer, so it is as personal as a name. */
  | (DossierFacts & { readonly kind: 'survey-link'; readonly link: string })
  /** The appointment was moved from `dueAt` to `newDueAt`; provisional: that was computed from a year not signed yet. */
  | (DossierFacts & {
      readonly kind: 'rescheduled';
      readonly dueAt: Date;
      readonly newDueAt: Date;
      readonly provisional: boolean;
    });

export type NotificationKind = NotificationFacts['kind'];
export type FactsOf<Kind extends NotificationKind> = Extract<NotificationFacts, { kind: Kind }>;

/** One message to one applicant, sent for one occasion. */
export interface Notification {
  /** UUID of version 7. Every try to send carries it, so that a second one can be recognised. */
  readonly id: string;
  readonly dossierId: string;
  /**
   * What makes it the same notification: a dossier gets one of each kind for the same occasion, whoever asks for it how
   * often. Stable and not personal: the number of the supplement, the instant of the completion or the missed due instant, the
   * survey stage, the revision of the clock that moved the appointment.
   */
  readonly occasion: string;
  readonly language: Language;
  readonly recipient: Recipient;
  readonly facts: NotificationFacts;
  readonly createdAt: Date;
}

/** A notification of something that became known at `at`. */
export function newNotification(content: Omit<Notification, 'id' | 'createdAt'>, at: Date): Notification {
  return { ...content, id: uuidv7(at), createdAt: at };
}
