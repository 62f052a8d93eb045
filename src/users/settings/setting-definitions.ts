import { parseBusinessHours } from './business-hours.js';
import type { FormOf, SettingForm } from './setting-form.js';
import type { SettingKey, Settings } from './settings.js';

/** How settings are shown together. */
export const settingGroups = {
  prices: 'What a message costs',
  credits: 'Credits',
  conversations: 'Conversations',
  safety: 'Misuse',
} as const;
export type SettingGroup = keyof typeof settingGroups;

export interface SettingDefinition<Form extends SettingForm = SettingForm> {
  readonly group: SettingGroup;
  /** One line for people. */
  readonly title: string;
  /** What it changes, for whoever is about to change it. */
  readonly meaning: string;
  readonly form: Form;
}

const cost = (kind: string): SettingDefinition<FormOf<number>> => ({
  group: 'prices',
  title: `${kind} costs`,
  meaning: 'Credits that a customer pays for one, from the next message on. 0: free.',
  form: { type: 'whole', unit: 'credits', min: 0, max: 10_000 },
});

const words = (title: string, meaning: string): SettingDefinition<FormOf<string>> => ({
  group: 'conversations',
  title,
  meaning,
  form: { type: 'text', longest: 1_000 },
});
const acknowledgement = (language: string): SettingDefinition<FormOf<string>> =>
  words(
    `Confirmation in ${language}`,
    'What customers read when their message has arrived. Empty: our words.',
  );
const awayText = (language: string): SettingDefinition<FormOf<string>> =>
  words(
    `Closed, in ${language}`,
    'What customers read outside business hours; {opens} becomes the next opening. Empty: our words.',
  );

/** A key without a definition, or with a form that does not fit its value, does not compile. */
export const settingDefinitions: {
  readonly [Key in SettingKey]: SettingDefinition<FormOf<Settings[Key]>>;
} = {
  welcome_credits: {
    group: 'credits',
    title: 'Welcome credits',
    meaning: 'Credits that a new customer gets once. 0: none.',
    form: { type: 'whole', unit: 'credits', min: 0, max: 10_000 },
  },
  tutorial: {
    group: 'credits',
    title: 'Introduction for new customers',
    meaning: 'Three steps behind the greeting: writing, the balance, topping up. They can be skipped.',
    form: { type: 'switch' },
  },
  tutorial_bonus: {
    group: 'credits',
    title: 'Bonus for the introduction',
    meaning: 'Credits for whoever reads it to the end, once per customer. 0: none.',
    form: { type: 'whole', unit: 'credits', min: 0, max: 10_000 },
  },
  message_cost_text: cost('A text'),
  message_cost_photo: cost('A photo'),
  message_cost_document: cost('A document'),
  message_cost_video: cost('A video'),
  message_cost_voice: cost('A voice message'),
  message_cost_other: cost('Anything else'),
  balance_bar_max: {
    group: 'credits',
    title: 'A full bar in /balance',
    meaning: 'The balance that counts as 100%.',
    form: { type: 'whole', unit: 'credits', min: 1, max: 1_000_000 },
  },
  low_balance: {
    group: 'credits',
    title: 'Low balance',
    meaning: 'Customers are told once when they have so many credits or fewer.',
    form: { type: 'whole', unit: 'credits', min: 0, max: 10_000 },
  },
  critical_balance: {
    group: 'credits',
    title: 'Nearly empty balance',
    meaning: 'Customers are told once more when they have so many credits or fewer.',
    form: { type: 'whole', unit: 'credits', min: 0, max: 10_000 },
  },
  renewal_reminder_days: {
    group: 'credits',
    title: 'Reminder before a plan renews',
    meaning: 'So many days before, customers read once when their plan renews and for how much. 0: never.',
    form: { type: 'whole', unit: 'days', min: 0, max: 14 },
  },
  block_after_disputes: {
    group: 'safety',
    title: 'Disputes that stop purchases',
    meaning:
      'After so many open or lost disputes a customer can buy nothing more until an administrator allows it. 0: never.',
    form: { type: 'whole', unit: 'disputes', min: 0, max: 100 },
  },
  new_pages_per_hour: {
    group: 'safety',
    title: 'Unpaid pages in an hour',
    meaning:
      'Payment pages that one customer can open in an hour without paying. Whoever tries out stolen cards needs many.',
    form: { type: 'whole', unit: 'pages', min: 1, max: 1_000 },
  },
  flood_limit: {
    group: 'safety',
    title: 'Messages in a minute',
    meaning:
      'What a customer sends beyond so many is not passed on and costs nothing; they are told. An album counts as one. 0: no limit.',
    form: { type: 'whole', unit: 'messages', min: 0, max: 600 },
  },
  first_contact: {
    group: 'safety',
    title: 'Check before first messages',
    meaning:
      'What somebody unknown writes is held, in order and at no charge, until they are let in. Whoever has paid or has written before is not checked.',
    form: {
      type: 'choice',
      options: {
        off: 'No check',
        captcha: 'A question with buttons',
        hold: 'Approval by a moderator',
      },
    },
  },
  first_contact_days: {
    group: 'safety',
    title: 'Held first messages are kept for',
    meaning: 'Then they are let go, and the customer is told.',
    form: { type: 'whole', unit: 'days', min: 1, max: 90 },
  },
  business_hours: {
    group: 'conversations',
    title: 'Business hours',
    meaning: 'When people answer; response times and alerts count no other time. Empty: always.',
    form: {
      type: 'text',
      longest: 200,
      rule: {
        isKept: (text) => parseBusinessHours(text) !== undefined,
        example: 'Mo-Fr 09:00-18:00; Sa 10:00-14:00',
      },
    },
  },
  escalate_after_minutes: {
    group: 'conversations',
    title: 'Alert for a long wait after',
    meaning: 'Minutes of business hours without an answer, after which General hears of it once. 0: never.',
    form: { type: 'whole', unit: 'minutes', min: 0, max: 10_080 },
  },
  acknowledge_messages: {
    group: 'conversations',
    title: 'Confirm that messages arrived',
    meaning: 'At the first message, and after a day in which the customer wrote nothing.',
    form: { type: 'switch' },
  },
  acknowledgement_en: acknowledgement('English'),
  acknowledgement_es: acknowledgement('Spanish'),
  acknowledgement_ru: acknowledgement('Russian'),
  away_notice: {
    group: 'conversations',
    title: 'Say when we are closed',
    meaning:
      'Customers who write outside business hours are told when people answer again, once per closed time.',
    form: { type: 'switch' },
  },
  away_text_en: awayText('English'),
  away_text_es: awayText('Spanish'),
  away_text_ru: awayText('Russian'),
  ask_for_rating: {
    group: 'conversations',
    title: 'Ask how it was',
    meaning: 'After a conversation was closed, with five buttons; a customer is asked once a week at most.',
    form: { type: 'switch' },
  },
  auto_close_hours: {
    group: 'conversations',
    title: 'Close silent conversations after',
    meaning:
      'Hours of silence after our last message; the customer is told once and can always write again. 0: never.',
    form: { type: 'whole', unit: 'hours', min: 0, max: 8_760 },
  },
  relay_mode: {
    group: 'conversations',
    title: 'Customers’ messages come as',
    meaning: 'A copy can be edited along with its original; a forward names its author.',
    form: {
      type: 'choice',
      options: { copy: 'Copies, forwarded ones as forwards', forward: 'Forwards, all of them' },
    },
  },
};

export const settingKeys = Object.keys(settingDefinitions) as SettingKey[];

export function isSettingKey(word: string): word is SettingKey {
  return Object.hasOwn(settingDefinitions, word);
}

export function formOf(key: SettingKey): SettingForm {
  return settingDefinitions[key].form;
}
