import { EVENT_TOPICS } from '@motcua/contracts';
import { SeekTo, type FollowedBatch, type StoredPosition } from '@motcua/messaging';

/** A store that keeps its positions with its effects, as a database would in one transaction. */
export class PositionStore {
  readonly taken: string[] = [];
  readonly owners = new Map<string, string>();
  private readonly next = new Map<string, number>();

  /** @throws SeekTo when the batch starts above what was taken */
  commit(owner: string, { topic, partition, firstOffset, nextOffset, records }: FollowedBatch): void {
    const place = `${topic}/${partition}`;
    const next = this.next.get(place) ?? 0;
    if (firstOffset > next) throw new SeekTo(next);
    for (const { offset, value } of records) if (Number(offset) >= next) this.taken.push(String(value));
    this.next.set(place, Math.max(next, nextOffset));
    this.owners.set(place, owner);
  }

  positions(partitions: readonly number[], clusterId: string | null = null): StoredPosition[] {
    return partitions.map((partition) => ({
      partition,
      clusterId,
      nextOffsets: Object.fromEntries(
        EVENT_TOPICS.map((topic) => [topic, this.next.get(`${topic}/${partition}`) ?? 0]),
      ),
    }));
  }
}
