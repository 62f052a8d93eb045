import { describe, expect, it } from 'vitest';
import { backOffMs } from './lane-settings.js';

describe('the back-off of a lane', () => {
  it('grows from a quarter of a second to a minute and stays there', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 100].map(backOffMs)).toEqual([
      250, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000,
    ]);
  });
});
