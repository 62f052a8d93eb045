import { formOf, settingDefinitions, settingKeys } from '../../users/settings/setting-definitions.js';
import type { SettingOutcome } from '../../users/settings/change-setting.use-case.js';
import type { SettingConflict } from '../../users/settings/setting-pairs.js';
import type { SettingKey } from '../../users/settings/settings.js';
import { dateTime } from './format.js';
import { oneLine } from './plain-text.js';
import { expectedText, settingCallbacks, valueText } from './settings.view.js';
import { escape, type View } from './view.js';

const longestWritten = 60;

export const settingTexts = {
  stale: 'This setting is not there any more. /settings shows what is.',
  undoTooLate: 'A change can be undone for a day, and this one is older or gone.',
  undone: '↩️ Undone.',
};

export function wrongValueText(key: SettingKey, written: string): string {
  const value = oneLine(written, longestWritten);
  const said = value === '' ? 'Nothing' : `“${escape(value)}”`;
  return `${said} does not fit ${settingDefinitions[key].title}. It takes ${escape(expectedText(formOf(key)))}. Nothing was changed.`;
}

/** Those that the written word begins or is part of, so that nobody needs to know them by heart. */
export function unknownKeyText(word: string): string {
  const asked = word.toLowerCase();
  const near = settingKeys.filter((key) => key.includes(asked));
  const list = (near.length > 0 ? near : settingKeys).map((key) => `<code>${key}</code>`).join(', ');
  return `There is no setting “${escape(oneLine(word, longestWritten))}”. There is: ${list}`;
}

/** Names both, and what to do about it. */
function conflictText({ key, value, other, otherValue, rule }: SettingConflict): string {
  const [name, otherName] = [key, other].map(
    (one) => `${settingDefinitions[one].title} (<code>${one}</code>)`,
  );
  const [wish, limit] = [valueText(key, value), valueText(other, otherValue)].map(escape);
  const must = rule === 'at_most' ? 'be more than' : 'be less than';
  return `${name} cannot be ${wish}: it must not ${must} ${otherName}, which is ${limit}. Nothing was changed; change the other one first.`;
}

export function outcomeText(outcome: SettingOutcome, timeZone: string): string {
  switch (outcome.kind) {
    case 'undo_too_late':
      return settingTexts.undoTooLate;
    case 'unchanged': {
      const { key, value } = outcome.page;
      return `${settingDefinitions[key].title} is ${escape(valueText(key, value))} already. Nothing was changed.`;
    }
    case 'changed_since': {
      const { key, value, changedBy, changedAt } = outcome.page;
      const who = changedBy === null ? '' : ` by ${escape(oneLine(changedBy, longestWritten))}`;
      const when = changedAt === null ? '' : `, ${dateTime(changedAt, 'en', timeZone)}`;
      return `${settingDefinitions[key].title} was changed meanwhile${who}${when}: it is ${escape(valueText(key, value))} now. Nothing was changed; look again and decide.`;
    }
    case 'conflict':
      return conflictText(outcome.conflict);
    case 'changed': {
      const { key, from, to } = outcome;
      const [before, after] = [valueText(key, from), valueText(key, to)].map(escape);
      return `✅ ${settingDefinitions[key].title}: ${before} → <b>${after}</b>`;
    }
  }
}

/** With the way back, where something was changed. */
export function outcomeView(outcome: SettingOutcome, timeZone: string): View {
  const text = outcomeText(outcome, timeZone);
  if (outcome.kind !== 'changed') return { text };
  return {
    text,
    keyboard: [
      [
        { text: '↩️ Undo', callback_data: settingCallbacks.undo(outcome.changeId) },
        { text: 'Look', callback_data: settingCallbacks.page(outcome.key) },
      ],
    ],
  };
}
