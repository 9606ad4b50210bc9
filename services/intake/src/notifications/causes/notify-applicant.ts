import { Inject, Injectable } from '@nestjs/common';
import type { DossierStateV1 } from '@motcua/contracts';
import { CLOCK, localDayOf, type Clock } from '@motcua/kernel';
import type { Tx } from '@motcua/persistence';
import { ApplicantRepository, LookUpLinks, PersonalDataAccess } from '../../applicants/index.js';
import { CatalogueRepository } from '../../catalogue/index.js';
import { NOTIFICATION_CHANNEL, type NotificationChannel } from '../channels/notification-channel.js';
import { newNotification, type DossierFacts, type NotificationFacts } from '../notification.js';
import { NotificationRepository } from '../notification.repository.js';
import type { News } from './news.js';

export interface NotifyApplicantOptions {
  readonly dossier: DossierStateV1;
  readonly news: News;
  /** Principal's id, or the event's. */
  readonly who: string;
}

/** What happened longer ago is no news: somebody enters an old life, or a topic is read from its beginning. */
const NEWS_FOR_MS = 7 * 24 * 3_600_000;

/** Adds the notification of something to the transaction of its cause: if and only if that happened, and once. */
@Injectable()
export class NotifyApplicant {
  constructor(
    private readonly applicants: ApplicantRepository,
    private readonly catalogue: CatalogueRepository,
    private readonly notifications: NotificationRepository,
    private readonly accesses: PersonalDataAccess,
    private readonly lookUpLinks: LookUpLinks,
    @Inject(NOTIFICATION_CHANNEL) private readonly channel: NotificationChannel,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Nothing is added for an applicant whom the channel does not reach. @throws AppError `sealed-value-unreadable` */
  async run(tx: Tx, { dossier, news, who }: NotifyApplicantOptions): Promise<void> {
    const now = this.clock.now();
    if (now.getTime() - news.happenedAt.getTime() > NEWS_FOR_MS) return;
    const { dossierId } = dossier;
    const { name, email, phone, language = 'vi' } = await this.applicants.read(tx, dossierId);
    const recipient = { name, email, phone };
    if (!this.channel.reaches(recipient)) return;
    const facts = { ...(await this.dossierFacts(tx, dossier, now)), ...this.withLink(news, dossier) };
    const notification = newNotification({ dossierId, occasion: news.occasion, language, recipient, facts }, now);
    if (!(await this.notifications.add(tx, notification))) return;
    await this.accesses.note(tx, { who, dossierId, purpose: 'NOTIFY', detail: facts.kind });
  }

  private async dossierFacts(tx: Tx, dossier: DossierStateV1, now: Date): Promise<DossierFacts> {
    const { dossierCode, procedure, receivingAgency } = dossier;
    const version = await this.catalogue.procedureVersion(tx, procedure.code, procedure.version);
    const agencyName = await this.catalogue.naming(tx);
    return {
      dossierCode,
      procedureName: version?.name ?? procedure.code,
      agencyName: agencyName(receivingAgency, localDayOf(now)).name,
    };
  }

  /** The survey's own link is known to surveys alone; the page of the look-up leads to it. */
  private withLink({ facts }: News, dossier: DossierStateV1): FactsOf<NotificationFacts> {
    return facts.kind === 'survey-link' ? { ...facts, link: this.lookUpLinks.of(dossier) } : facts;
  }
}

type FactsOf<Facts> = Facts extends NotificationFacts ? Omit<Facts, keyof DossierFacts> : never;
