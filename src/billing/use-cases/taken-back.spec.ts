import { describe, expect, it } from 'vitest';
import { goneSince } from './taken-back.js';

const day = (n: number): Date => new Date(Date.UTC(2027, 0, n));
const takings = (...list: [number, number][]): { at: Date; credits: number }[] =>
  list.map(([at, credits]) => ({ at: day(at), credits }));

describe('since when credits that come back were gone', () => {
  it.each<[string, [number, number][], number, number | undefined]>([
    ['taken once', [[1, 25]], 25, 1],
    [
      'the last of two takings',
      [
        [1, 18],
        [5, 7],
      ],
      7,
      5,
    ],
    [
      'both of two takings',
      [
        [1, 18],
        [5, 7],
      ],
      25,
      1,
    ],
    [
      'a part of both',
      [
        [1, 18],
        [5, 7],
      ],
      8,
      1,
    ],
    [
      'what an earlier restoring left',
      [
        [1, 18],
        [5, 7],
        [6, -7],
      ],
      18,
      1,
    ],
    [
      'a part that an earlier restoring left',
      [
        [1, 18],
        [5, 7],
        [6, -3],
      ],
      4,
      5,
    ],
    [
      'taken again',
      [
        [1, 25],
        [4, -25],
        [9, 25],
      ],
      25,
      9,
    ],
    [
      'nothing',
      [
        [1, 25],
        [4, -25],
      ],
      3,
      undefined,
    ],
  ])('%s', (_name, list, amount, since) => {
    expect(goneSince(takings(...list), amount)).toEqual(since === undefined ? undefined : day(since));
  });
});
