import { PARTITIONS } from '@motcua/contracts';
import { newDossierId } from '@motcua/kernel';
import { Partitioners } from 'kafkajs';

const choose = Partitioners.DefaultPartitioner();
const partitionMetadata = Array.from({ length: PARTITIONS }, (_, partitionId) => ({
  partitionErrorCode: 0,
  partitionId,
  leader: 0,
  replicas: [],
  isr: [],
}));
const partitionOf = (key: string): number => choose({ topic: '', partitionMetadata, message: { key, value: null } });

/** The id of a dossier whose events share a partition with those of `dossierId`, so that they come behind them. */
export function dossierIdBeside(dossierId: string): string {
  const partition = partitionOf(dossierId);
  for (;;) {
    const id = newDossierId();
    if (partitionOf(id) === partition) return id;
  }
}
