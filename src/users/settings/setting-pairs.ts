import type { SettingValue } from './setting-form.js';
import type { SettingKey } from './settings.js';

/**
 * Settings that would contradict each other: the first may not be above the second. Everything else stands alone:
 * business hours are one text with a rule of its own, and where 0 means “never” there is nothing to be above.
 */
const ordered: readonly (readonly [lower: SettingKey, upper: SettingKey])[] = [
  // The notice of a nearly empty balance comes after that of a low one.
  ['critical_balance', 'low_balance'],
];

/** What stands in the way of a value. */
export interface SettingConflict {
  readonly key: SettingKey;
  readonly value: SettingValue;
  readonly other: SettingKey;
  readonly otherValue: SettingValue;
  /** What the value has to be, seen from the other one. */
  readonly rule: 'at_most' | 'at_least';
}

/** Of two settings that each fit alone, what one would say against the other. */
export function conflictOf(
  key: SettingKey,
  value: SettingValue,
  valueOf: (key: SettingKey) => SettingValue,
): SettingConflict | undefined {
  for (const [lower, upper] of ordered) {
    if (key === lower && value > valueOf(upper))
      return { key, value, other: upper, otherValue: valueOf(upper), rule: 'at_most' };
    if (key === upper && value < valueOf(lower))
      return { key, value, other: lower, otherValue: valueOf(lower), rule: 'at_least' };
  }
  return undefined;
}
