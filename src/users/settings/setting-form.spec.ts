import { describe, expect, it } from 'vitest';
import { fits, readValue, type SettingForm } from './setting-form.js';
import { formOf, settingDefinitions, settingKeys } from './setting-definitions.js';
import { settingDefaults } from './settings.js';

const credits: SettingForm = { type: 'whole', unit: 'credits', min: 1, max: 100 };
const mode: SettingForm = { type: 'choice', options: { copy: 'Copies', forward: 'Forwards' } };

describe('a written value', () => {
  it.each([
    [credits, '1', 1],
    [credits, ' 100 ', 100],
    [credits, '0', undefined],
    [credits, '101', undefined],
    [credits, '-5', undefined],
    [credits, '1.5', undefined],
    [credits, '1e1', undefined],
    [credits, 'ten', undefined],
    [credits, '', undefined],
    [{ type: 'switch' } as const, 'ON', true],
    [{ type: 'switch' } as const, 'no', false],
    [{ type: 'switch' } as const, 'maybe', undefined],
    [mode, 'Forward', 'forward'],
    [mode, 'toString', undefined],
    [{ type: 'text', longest: 5 } as const, ' away ', 'away'],
    [{ type: 'text', longest: 5 } as const, '-', ''],
    [{ type: 'text', longest: 5 } as const, 'too long', undefined],
    [formOf('business_hours'), 'Mo-Fr 09:00-18:00', 'Mo-Fr 09:00-18:00'],
    [formOf('business_hours'), 'Mo-Fr 9-18', undefined],
  ])('%j reads %j as %j', (form, written, value) => {
    expect(readValue(form, written)).toBe(value);
  });
});

describe('a stored value', () => {
  it.each([
    [5, true],
    [5.5, false],
    ['5', false],
    [null, false],
    [101, false],
  ])('%j fits: %j', (value, fit) => {
    expect(fits(credits, value)).toBe(fit);
  });
});

describe('the definitions', () => {
  it('let every default stand', () => {
    for (const key of settingKeys)
      expect([key, fits(settingDefinitions[key].form, settingDefaults[key])]).toEqual([key, true]);
  });

  it('have keys that leave room in the data of a button', () => {
    // Bot API: at most 64 bytes; the longest is `set:draft:<key>:<revision>:<value>`.
    for (const key of settingKeys) expect(key.length).toBeLessThanOrEqual(32);
  });
});
