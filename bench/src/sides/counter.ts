import { newDossierId } from '@motcua/kernel';
import { Outbox, Relay, type KafkaOptions } from '@motcua/messaging';
import { UnitOfWork } from '@motcua/persistence';
import { dossierAccepted } from '@motcua/testing';
import { PARTITIONS } from '@motcua/contracts';
import { Partitioners } from 'kafkajs';
import { DataSource } from 'typeorm';
import { serve } from '../side.ts';
import { timeAtRate } from '../time-all.ts';

/** A dossier that was accepted, and when the commit was confirmed, in milliseconds since 1970. */
export interface Committed {
  readonly dossierId: string;
  readonly committedAt: number;
}

const partitioner = Partitioners.DefaultPartitioner();
const partitions = Array.from({ length: PARTITIONS }, (_, partitionId) => ({ partitionId, leader: 1 }));

/** One agency a partition: so an agency's gauge counts the records of one partition, in their order. */
function agencyOf(dossierId: string): string {
  const partitionMetadata = partitions as never;
  return `partition-${partitioner({ topic: '', partitionMetadata, message: { key: dossierId, value: '' } })}`;
}

let relay: Relay;
let unitOfWork: UnitOfWork;
let outbox: Outbox;

serve({
  async start({ kafka, databaseUrl }: { kafka: KafkaOptions; databaseUrl: string }) {
    const dataSource = new DataSource({ type: 'postgres', url: databaseUrl, extra: { max: 12 } });
    await dataSource.initialize();
    unitOfWork = new UnitOfWork(dataSource);
    outbox = new Outbox(unitOfWork);
    relay = new Relay(dataSource, outbox, kafka);
    relay.onApplicationBootstrap();
  },

  /** Accepts dossiers at a steady rate, each event in a transaction of its own through the outbox. */
  async accept({ perSecond, seconds }: { perSecond: number; seconds: number }): Promise<readonly Committed[]> {
    const committed: Committed[] = [];
    const dossierIds = Array.from({ length: perSecond * seconds }, () => newDossierId());
    await timeAtRate(dossierIds, perSecond, async (dossierId) => {
      const agency = agencyOf(dossierId);
      const now = new Date().toISOString();
      const event = dossierAccepted({
        dossierId,
        receivingAgency: agency,
        settlingAgency: agency,
        settlingAgencyPath: ['H06', agency],
        submittedAt: now,
        effectiveSubmittedAt: now,
        acceptedAt: now,
        appointmentAt: null,
      });
      await unitOfWork.run((tx) => outbox.append(tx, [event]));
      committed.push({ dossierId, committedAt: performance.timeOrigin + performance.now() });
    });
    return committed;
  },

  async stop() {
    await relay.onApplicationShutdown();
  },
});
