import type { Rating, SurveyStage, SurveyStateV1 } from '@motcua/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('survey')
export class SurveyEntity {
  @PrimaryColumn('uuid', { name: 'dossier_id' }) dossierId!: string;
  @Column('integer', { name: 'dossier_revision' }) dossierRevision!: number;
  @Column('integer') revision!: number;
  @Column('jsonb') state!: SurveyStateV1;
  @Column('text', { name: 'counter_path', array: true }) counterPath!: string[];
}

/** Finds the stage of a dossier by the hash of its token; the token itself is stored nowhere. */
@Entity('invitation')
export class InvitationEntity {
  @PrimaryColumn('text', { name: 'token_hash' }) tokenHash!: string;
  @Column('uuid', { name: 'dossier_id' }) dossierId!: string;
  @Column('text') stage!: SurveyStage;
}

/** One answer a token, by primary key; the service may insert and read it, never change it. */
@Entity('answer')
export class AnswerEntity {
  @PrimaryColumn('text', { name: 'token_hash' }) tokenHash!: string;
  @Column('text') rating!: Rating;
  /** Sealed: people write names into it. */
  @Column('text', { nullable: true }) comment!: string | null;
  @Column('timestamptz', { name: 'answered_at' }) answeredAt!: Date;
}
