/** What a whole number counts. */
export type Unit = 'credits' | 'disputes' | 'pages' | 'messages' | 'days' | 'hours' | 'minutes';

export interface WholeForm {
  readonly type: 'whole';
  readonly unit: Unit;
  readonly min: number;
  readonly max: number;
}

export interface SwitchForm {
  readonly type: 'switch';
}

export interface TextForm {
  readonly type: 'text';
  /** Bot API counts lengths in UTF-16 units. */
  readonly longest: number;
  /** Of a text that follows rules: whether this one does, and one that does. */
  readonly rule?: { readonly isKept: (value: string) => boolean; readonly example: string };
}

export interface ChoiceForm<Value extends string> {
  readonly type: 'choice';
  /** Value → what people read. */
  readonly options: Readonly<Record<Value, string>>;
}

/** The form that fits the type of a setting's value; a setting with another one does not compile. */
export type FormOf<Value> = [Value] extends [number]
  ? WholeForm
  : [Value] extends [boolean]
    ? SwitchForm
    : string extends Value
      ? TextForm
      : [Value] extends [string]
        ? ChoiceForm<Value>
        : never;

export type SettingForm = WholeForm | SwitchForm | TextForm | ChoiceForm<string>;
export type SettingValue = number | boolean | string;

/** Whether a value may stand in the setting; what an older version stored may not. */
export function fits(form: SettingForm, value: unknown): value is SettingValue {
  switch (form.type) {
    case 'whole':
      return Number.isSafeInteger(value) && Number(value) >= form.min && Number(value) <= form.max;
    case 'switch':
      return typeof value === 'boolean';
    case 'text':
      if (typeof value !== 'string' || value.length > form.longest || value.includes('\u0000')) return false;
      return form.rule === undefined || form.rule.isKept(value);
    case 'choice':
      return typeof value === 'string' && Object.hasOwn(form.options, value);
  }
}

/** What a person wrote as a value; undefined when it is none that fits. */
export function readValue(form: SettingForm, written: string): SettingValue | undefined {
  const value = parse(form, written.trim());
  return fits(form, value) ? value : undefined;
}

function parse(form: SettingForm, written: string): unknown {
  switch (form.type) {
    case 'whole':
      return /^\d{1,9}$/.test(written) ? Number(written) : undefined;
    case 'switch':
      return /^(on|yes)$/i.test(written) ? true : /^(off|no)$/i.test(written) ? false : undefined;
    case 'text':
      // An empty message cannot be sent.
      return written === '-' ? '' : written || undefined;
    case 'choice': {
      const asked = written.toLowerCase();
      return Object.keys(form.options).find((value) => value.toLowerCase() === asked);
    }
  }
}
