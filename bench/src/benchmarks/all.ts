import type { Benchmark } from '../context.ts';
import { b1 } from './b1-fold.ts';

export const benchmarks: readonly Benchmark[] = [b1];
