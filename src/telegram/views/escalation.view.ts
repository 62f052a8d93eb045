import type { EscalationEnd } from '../../conversations/episodes/escalations.repository.js';
import type { ThreadPlace } from '../../conversations/threads/threads.repository.js';
import { oneLine, shownName } from './plain-text.js';
import { duration } from './stats.view.js';
import { topicLink } from './topic-link.js';
import { escape, type View } from './view.js';

const longestAuthor = 40;

/** `waited`: seconds of working time. */
export function escalationView(
  { firstName, chatId, topicId }: Pick<ThreadPlace, 'firstName' | 'chatId' | 'topicId'>,
  waited: number,
  end: EscalationEnd | undefined,
): View {
  const shown = escape(shownName(firstName) || 'Customer');
  const name = topicId === null ? shown : `<a href="${topicLink(chatId, topicId)}">${shown}</a>`;
  if (end === undefined) return { text: `🔔 ${name} has waited ${duration(waited)} for an answer.` };
  const by = end.by === null ? '' : ` by ${escape(oneLine(end.by, longestAuthor))}`;
  return { text: `✅ ${name}: ${end.outcome} after ${duration(waited)}${by}.` };
}
