import { longestTemplate, templateVariables } from '../../conversations/templates/template-text.js';
import type { TemplateOutcome } from '../../conversations/templates/change-template.use-case.js';
import type { ReplyTemplate } from '../../conversations/templates/templates.repository.js';
import { cutTo, oneLine } from './plain-text.js';
import { escape, type View } from './view.js';

export const templateUndo = (changeId: number): string => `tpl:undo:${changeId}`;

/** Bot API: a text has at most 4096 characters. */
const longestList = 3_600;
const longestName = 32;
const longestPreview = 60;
const variables = templateVariables.map((variable) => `{${variable}}`).join(' ');

export const templateTexts = {
  usage: [
    'Admins: /tpl add name text, /tpl edit name text, /tpl del name.',
    'name:es and name:ru are the Spanish and the Russian one.',
    `A name has up to ${longestName} letters, digits, - and _.`,
    `Variables: ${variables}`,
  ].join('\n'),
  needsAdmin: 'Only the owner and admins can change templates.',
  stale: 'This change can no longer be undone: it is over a day old, or the template was changed again.',
};

export function templateListView(templates: readonly ReplyTemplate[]): View {
  if (templates.length === 0) return { text: `📋 There are no templates yet.\n\n${templateTexts.usage}` };
  const lines = templates.map(
    ({ name, language, body }) =>
      `• <code>/tpl ${name}</code> (${language}) ${escape(oneLine(body, longestPreview))}`,
  );
  const shown = lines.filter((_, index) => lines.slice(0, index + 1).join('\n').length <= longestList);
  const more = lines.length > shown.length ? [`… and ${lines.length - shown.length} more`] : [];
  return {
    text: ['📋 <b>Templates</b> – in a topic they go to the customer', '', ...shown, ...more].join('\n'),
  };
}

export function unknownTemplateText(name: string): string {
  return `There is no template “${escape(oneLine(name, longestName))}”, so the customer got nothing. /tpl lists them.`;
}

/** What was written for whoever is in the topic. */
export function sentTemplateView(text: string): View {
  return { text: `📋 On its way:\n<blockquote>${escape(cutTo(text, longestTemplate))}</blockquote>` };
}

export function templateOutcomeView(outcome: TemplateOutcome): View {
  switch (outcome.kind) {
    case 'changed':
      return {
        text: outcome.isGone ? `🗑 Template ${outcome.name} is gone.` : `✅ Template ${outcome.name} is kept.`,
        keyboard: [[{ text: '↩️ Undo', callback_data: templateUndo(outcome.changeId) }]],
      };
    case 'exists':
      return { text: 'There is one of that name already. /tpl edit changes it. Nothing was changed.' };
    case 'missing':
      return { text: 'There is none of that name in that language. /tpl lists them. Nothing was changed.' };
    case 'empty':
      return { text: `The text is missing. ${templateTexts.usage}` };
    case 'too_long':
      return { text: `A template has at most ${longestTemplate} characters. Nothing was changed.` };
    case 'unknown_variables': {
      const words = outcome.words.map((word) => `{${escape(oneLine(word, longestName))}}`).join(' ');
      return { text: `I do not know ${words}. There is: ${variables}. Nothing was changed.` };
    }
    case 'changed_since':
    case 'undo_too_late':
      return { text: templateTexts.stale };
  }
}
