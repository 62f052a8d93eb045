import { describe, expect, it } from 'vitest';
import { lastBurst } from './failure-burst.js';

const failures = (...minutes: number[]): { id: number; createdAt: Date }[] =>
  minutes.map((minute) => ({ id: minute, createdAt: new Date(minute * 60_000) }));

describe('a burst of failures', () => {
  it.each([
    [[], []],
    [[5], [5]],
    [
      [0, 1, 2],
      [0, 1, 2],
    ],
    [
      [0, 9, 18, 27],
      [0, 9, 18, 27],
    ],
    [[0, 10], [10]],
    [
      [0, 1, 12, 13, 30, 31],
      [30, 31],
    ],
  ])('of %j is %j', (given, burst) => {
    expect(lastBurst(failures(...given)).map(({ id }) => id)).toEqual(burst);
  });
});
