import type { Benchmark } from '../context.ts';
import { b1 } from './b1-fold.ts';
import { b10 } from './b10-relay.ts';
import { b11 } from './b11-accept.ts';
import { b12 } from './b12-members.ts';
import { b13 } from './b13-notices.ts';
import { b2 } from './b2-nest.ts';
import { b6 } from './b6-live.ts';
import { b7 } from './b7-replay.ts';

/** In the order of their running. */
export const benchmarks: readonly Benchmark[] = [b1, b2, b6, b7, b10, b11, b12, b13];
