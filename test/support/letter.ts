import type { LaneItem } from '../../src/jobs/lanes/lane-item.js';

export type Letter = LaneItem<{ n: number }>;
