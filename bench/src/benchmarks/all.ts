import type { Benchmark } from '../context.ts';
import { b1 } from './b1-fold.ts';
import { b10 } from './b10-relay.ts';
import { b11 } from './b11-accept.ts';

export const benchmarks: readonly Benchmark[] = [b1, b10, b11];
