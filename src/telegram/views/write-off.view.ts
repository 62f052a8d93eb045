import { oneLine } from './plain-text.js';
import { escape, type View } from './view.js';

export const writeOffTexts = {
  kept: 'Nothing was written off; the debt stands.',
  'written-off': '✅ Written off.',
  'already-written-off': 'Done already.',
  'nothing-owed': 'This customer owes nothing any more.',
  'debt-changed': 'The debt has changed meanwhile, so nothing was done. Write /writeoff again to see it.',
} as const;

const longestName = 40;
const longestReason = 200;

export function writeOffView({
  thread,
  owed,
  reason,
}: {
  thread: { readonly id: number; readonly firstName: string };
  owed: number;
  reason: string;
}): View {
  const name = escape(oneLine(thread.firstName, longestName));
  if (owed === 0) return { text: `${name} owes nothing, so there is nothing to write off.` };
  const why = reason === '' ? [] : [`Reason: ${escape(oneLine(reason, longestReason))}`];
  return {
    text: [
      `${name} owes <b>${credits(owed)}</b>. Write the debt off? This cannot be taken back.`,
      ...why,
    ].join('\n'),
    keyboard: [
      [
        { text: `Write off ${credits(owed)}`, callback_data: `writeoff:yes:${thread.id}:${owed}` },
        { text: 'Keep it', callback_data: `writeoff:no:${thread.id}:${owed}` },
      ],
    ],
  };
}

export function writeOffDoneView(amount: number, by: string): View {
  return {
    text: `✅ Debt of ${credits(amount)} written off by ${escape(oneLine(by, longestName))}. The customer has been told.`,
  };
}

const credits = (count: number): string => (count === 1 ? '1 credit' : `${count} credits`);
