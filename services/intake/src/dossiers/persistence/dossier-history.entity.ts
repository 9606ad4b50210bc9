import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One row a revision; the service may insert and read it, never change it. */
@Entity('dossier_history')
export class DossierHistoryEntity {
  @PrimaryColumn('uuid', { name: 'dossier_id' }) dossierId!: string;
  @PrimaryColumn('integer') revision!: number;
  @Column('text') type!: string;
  @Column('timestamptz', { name: 'happened_at' }) happenedAt!: Date;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
  /** Who did it: a principal's id, or the event that made it happen. */
  @Column('text') actor!: string;
  /** Sealed: an officer may have written a name into it. */
  @Column('text', { nullable: true }) reason!: string | null;
  /** Sealed: the applicant that this revision replaced. */
  @Column('text', { name: 'applicant_before', nullable: true }) applicantBefore!: string | null;
}
