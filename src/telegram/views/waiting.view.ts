import type { WaitingPage } from '../../conversations/threads/waiting.query.js';
import type { ChatId } from '../../kernel/ids.js';
import { shownName } from './plain-text.js';
import { duration } from './stats.view.js';
import { topicLink } from './topic-link.js';
import { escape, type PressButton, type View } from './view.js';

export const waitingCallback = (page: number): string => `waiting:${page}`;

/** `/waiting`: who waits for an answer and for how long, each name a way into the topic. */
export function waitingView(found: WaitingPage, chatId: ChatId, now: Date): View {
  const { total, page, pages, conversations } = found;
  const refresh = { text: '🔄 Refresh', callback_data: waitingCallback(page) };
  if (total === 0) return { text: '🎉 Nobody is waiting for an answer.', keyboard: [[refresh]] };
  const lines = conversations.map(({ firstName, topicId, waitingSince }) => {
    const name = escape(shownName(firstName) || 'Customer');
    const seconds = Math.max(0, now.getTime() - waitingSince.getTime()) / 1_000;
    return `• <a href="${topicLink(chatId, topicId)}">${name}</a> – ${duration(seconds)}`;
  });
  const head = total === 1 ? '1 customer waits' : `${total} customers wait`;
  const place = pages === 1 ? '' : ` (page ${page + 1} of ${pages})`;
  const buttons: PressButton[] = [
    ...(page > 0 ? [{ text: '« Longer', callback_data: waitingCallback(page - 1) }] : []),
    refresh,
    ...(page + 1 < pages ? [{ text: 'Shorter »', callback_data: waitingCallback(page + 1) }] : []),
  ];
  return {
    text: [`⏳ <b>${head} for an answer</b>, the longest first${place}`, '', ...lines].join('\n'),
    keyboard: [buttons],
  };
}
