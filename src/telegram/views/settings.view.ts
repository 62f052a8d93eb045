import {
  formOf,
  settingDefinitions,
  type SettingGroup,
  settingGroups,
  settingKeys,
} from '../../users/settings/setting-definitions.js';
import {
  fits,
  type SettingForm,
  type SettingValue,
  type WholeForm,
} from '../../users/settings/setting-form.js';
import type { SettingPage } from '../../users/settings/setting-page.query.js';
import { type SettingKey, settingDefaults } from '../../users/settings/settings.js';
import { dateTime } from './format.js';
import { oneLine } from './plain-text.js';
import { type Button, escape, type Keyboard, type View } from './view.js';

/** Callback data: `set:`, what to do, the key, and for a change the revision that it was offered for. */
export const settingCallbacks = {
  groups: 'set:groups',
  group: (group: SettingGroup): string => `set:group:${group}`,
  page: (key: SettingKey): string => `set:page:${key}`,
  ask: (key: SettingKey): string => `set:ask:${key}`,
  draft: (key: SettingKey, revision: number, value: number): string =>
    `set:draft:${key}:${revision}:${value}`,
  save: (key: SettingKey, revision: number, value: string): string => `set:save:${key}:${revision}:${value}`,
  reset: (key: SettingKey, revision: number): string => `set:reset:${key}:${revision}`,
  undo: (changeId: number): string => `set:undo:${changeId}`,
};

const longestInList = 60;
const longestAuthor = 40;

function counted(count: number, { unit }: WholeForm): string {
  return `${count} ${count === 1 ? unit.slice(0, -1) : unit}`;
}

export function valueText(key: SettingKey, value: SettingValue): string {
  const form = formOf(key);
  switch (form.type) {
    case 'whole':
      return counted(Number(value), form);
    case 'switch':
      return value === true ? 'on' : 'off';
    case 'text':
      return value === '' ? 'empty' : String(value);
    case 'choice':
      return form.options[String(value)] ?? String(value);
  }
}

/** What would be right, for whoever wrote something else. */
export function expectedText(form: SettingForm): string {
  switch (form.type) {
    case 'whole':
      return `a whole number from ${form.min} to ${form.max} (${form.unit})`;
    case 'switch':
      return 'on or off';
    case 'text':
      if (form.rule !== undefined) return `something like “${form.rule.example}”, or - for none`;
      return `a text of at most ${form.longest} characters, or - for none`;
    case 'choice':
      return `one of these words: ${Object.keys(form.options).join(', ')}`;
  }
}

export function settingGroupsView(): View {
  const groups = Object.entries(settingGroups) as [SettingGroup, string][];
  return {
    text: '⚙️ <b>Settings</b>\n\nWhat would you like to look at? Changes apply at once and can be undone for a day.',
    keyboard: groups.map(([group, text]) => [{ text, callback_data: settingCallbacks.group(group) }]),
  };
}

export const keysOf = (group: SettingGroup): SettingKey[] =>
  settingKeys.filter((key) => settingDefinitions[key].group === group);

export function settingGroupView(group: SettingGroup, pages: readonly SettingPage[]): View {
  const lines = pages.map((page) => {
    const value = escape(oneLine(valueText(page.key, page.value), longestInList));
    return `${page.misfit ? '⚠️' : '•'} ${settingDefinitions[page.key].title}: <b>${value}</b>`;
  });
  const buttons = pages.map(({ key }): Button[] => [
    { text: settingDefinitions[key].title, callback_data: settingCallbacks.page(key) },
  ]);
  const back = { text: '« All settings', callback_data: settingCallbacks.groups };
  return {
    text: `⚙️ <b>${settingGroups[group]}</b>\n\n${lines.join('\n')}`,
    keyboard: [...buttons, [back]],
  };
}

function aboutSetting({ key, value, isDefault, misfit }: SettingPage): string[] {
  const { title, meaning } = settingDefinitions[key];
  const usual = escape(valueText(key, settingDefaults[key]));
  const lines = [
    `⚙️ <b>${title}</b>`,
    meaning,
    '',
    `Now: <b>${escape(valueText(key, value))}</b>${isDefault ? ' (default)' : ''}`,
  ];
  if (!isDefault) lines.push(`Default: ${usual}`);
  if (misfit) lines.push('⚠️ What is stored does not fit any more, so the default counts.');
  return lines;
}

/** `undoable`: the last change, while it can be taken back from this page. */
export function settingView(page: SettingPage, timeZone: string, undoable = page.revision): View {
  const { key, revision, changedAt } = page;
  const lines = aboutSetting(page);
  if (changedAt !== null) {
    const by = escape(oneLine(page.changedBy ?? '', longestAuthor));
    lines.push(`Last change: ${by}, ${dateTime(changedAt, 'en', timeZone)}`);
  }
  lines.push('', `By hand: <code>/settings ${key} </code>and the value`);
  const keyboard: Button[][] = [[{ text: '✏️ Change', callback_data: settingCallbacks.ask(key) }]];
  const restore: Button[] = [];
  if (!page.isDefault || page.misfit)
    restore.push({ text: 'Reset to default', callback_data: settingCallbacks.reset(key, revision) });
  if (undoable > 0) restore.push({ text: '↩️ Undo', callback_data: settingCallbacks.undo(undoable) });
  if (restore.length > 0) keyboard.push(restore);
  const { group } = settingDefinitions[key];
  keyboard.push([{ text: `« ${settingGroups[group]}`, callback_data: settingCallbacks.group(group) }]);
  return { text: lines.join('\n'), keyboard };
}

/** Asks for a new value. `draft`: the number that the buttons have come to. */
export function settingQuestionView(page: SettingPage, draft?: number): View {
  const { key } = page;
  const form = formOf(key);
  const how =
    form.type === 'whole'
      ? `Answer this message with ${expectedText(form)}, or use the buttons.`
      : form.type === 'text'
        ? `Answer this message with ${expectedText(form)}.`
        : 'Choose one.';
  const back = { text: '« Leave it', callback_data: settingCallbacks.page(key) };
  return {
    text: [...aboutSetting(page), '', `✏️ ${how}`].join('\n'),
    keyboard: [...choices(page, form, draft), [back]],
  };
}

function choices({ key, revision, value }: SettingPage, form: SettingForm, draft?: number): Keyboard {
  const save = (text: string, to: string): Button => ({
    text,
    callback_data: settingCallbacks.save(key, revision, to),
  });
  switch (form.type) {
    case 'switch':
      return [[save('On', 'on'), save('Off', 'off')]];
    case 'choice':
      return Object.entries(form.options).map(([option, text]) => [save(text, option)]);
    case 'text':
      return [];
    case 'whole': {
      const from = draft ?? Number(value);
      const step = (by: number): Button => ({
        text: by > 0 ? `+${by}` : `−${-by}`,
        callback_data: settingCallbacks.draft(key, revision, from + by),
      });
      const steps = [-10, -1, 1, 10].filter((by) => fits(form, from + by)).map(step);
      return from === value ? [steps] : [steps, [save(`✅ Save: ${counted(from, form)}`, String(from))]];
    }
  }
}
