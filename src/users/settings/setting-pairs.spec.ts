import { describe, expect, it } from 'vitest';
import { conflictOf } from './setting-pairs.js';
import { settingKeys } from './setting-definitions.js';
import { settingDefaults } from './settings.js';

const conflict = (key: 'low_balance' | 'critical_balance' | 'flood_limit', value: number): unknown =>
  conflictOf(key, value, (other) => settingDefaults[other]);

describe('settings that depend on each other', () => {
  it('do not contradict each other by default', () => {
    for (const key of settingKeys)
      expect(conflictOf(key, settingDefaults[key], (other) => settingDefaults[other])).toBeUndefined();
  });

  it('are refused from either side, and may be equal', () => {
    expect(conflict('critical_balance', 5)).toBeUndefined();
    expect(conflict('critical_balance', 6)).toMatchObject({
      other: 'low_balance',
      otherValue: 5,
      rule: 'at_most',
    });
    expect(conflict('low_balance', 2)).toBeUndefined();
    expect(conflict('low_balance', 1)).toMatchObject({
      other: 'critical_balance',
      otherValue: 2,
      rule: 'at_least',
    });
    expect(conflict('flood_limit', 1)).toBeUndefined();
  });
});
