import type { KafkaOptions } from '@motcua/messaging';
import type { Stack } from '../../deploy/local/src/stack.ts';

/** What every benchmark gets. */
export interface Bench {
  /** Only its parts run: Kafka, PostgreSQL and Redis. */
  readonly stack: Stack;
  readonly rounds: number;
  readonly scale: 'small' | 'full';
  readonly say: (line: string) => void;
}

/** One number that is kept. */
export interface Measure {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  /** What was wanted, for example `>= 0.3`. */
  readonly aim: string | null;
  /** Lowest and highest round; null where there was one only. */
  readonly spread: readonly [number, number] | null;
}

export interface Report {
  readonly measures: readonly Measure[];
  /** Markdown below the section's heading. */
  readonly text: string;
}

export interface Benchmark {
  /** `B1`; the measures' ids begin with it. */
  readonly id: string;
  readonly title: string;
  readonly run: (bench: Bench) => Promise<Report>;
}

export function kafkaOf(bench: Bench, topicPrefix: string): KafkaOptions {
  return { brokers: bench.stack.endpoints.KAFKA_BROKERS.split(','), clientId: 'bench', topicPrefix };
}

/** The number of a scale. */
export const sized = (bench: Bench, sizes: { readonly small: number; readonly full: number }): number =>
  sizes[bench.scale];
