import type { UndeliverableReason } from '../../conversations/conversations.errors.js';
import type { MessageKind } from '../../conversations/messages/message-kind.js';
import { kindNames } from './kind-names.js';
import { oneLine } from './plain-text.js';
import { escape, type View } from './view.js';

/** What the bot says to moderators in a topic or in General. */
const reasons: Record<UndeliverableReason, string> = {
  blocked:
    'the customer has blocked the bot. It will work again once they unblock it; then send your message again.',
  deactivated: 'the customer has deleted their Telegram account.',
  never_started: 'the customer has never started the bot, so Telegram does not let it write to them.',
  source_gone: 'the message was deleted before it could be sent.',
  not_copyable: 'Telegram does not let bots copy this kind of message. Please send it in another form.',
  refused: 'Telegram refused it.',
};

export function notDeliveredView(reason: UndeliverableReason, text: string): View {
  const said = reason === 'refused' ? ` (${escape(text)})` : '';
  return { text: `⚠️ <b>Not delivered</b>: ${reasons[reason]}${said}` };
}

/** In the topic of a customer whose own message could not be copied. */
export function lostOnTheWayView(kind: MessageKind, reason: UndeliverableReason, text: string): View {
  const why = reason === 'not_copyable' ? '' : `: ${escape(text)}`;
  return {
    text: `⚠️ The customer sent ${kindNames[kind]}, which can’t be shown here${why}. They were told and charged nothing.`,
  };
}

/** In a topic that the customer has besides the one where the conversation stands. */
export function spareTopicView(link: string): View {
  return {
    text: `ℹ️ This conversation goes on in <a href="${escape(link)}">another topic</a>. You can delete this one; until then, what you write here reaches the customer too.`,
  };
}

/** In the topic of a customer whose own message waited too long. */
export function timedOutView(kind: MessageKind): View {
  return {
    text: `⚠️ The customer sent ${kindNames[kind]} two days ago that I could not bring here. They were told and charged nothing.`,
  };
}

export const deskTexts = {
  needsAdministrator: 'Only administrators of this group can do that.',
  silent: '🔕 From now on your messages arrive without a sound. /silent again ends that.',
  audible: '🔔 Your messages make a sound again.',
  onlyReads: 'Your role here is to read. An administrator can change that with /role.',
  viewerNotRelayed:
    'Your role here is to read, so the customer got nothing. An administrator can change that with /role. I say this once.',
  noteQuestion: '📝 Answer this message with your note. Only moderators will see it.',
  noteAsked: 'Answer my message with the note.',
  noteEmpty: 'A note is a text. Answer my question with one.',
  assignUsage:
    'Write /assign me, /assign @name or /assign off. As an answer to a moderator’s message, /assign alone is enough.',
  alreadyAssigned: 'That is so already.',
  onlyInTopic: 'This command works in the topic of a customer.',
  giftUsage:
    'Write /gift and a number from 1 to 100000, and a reason if you like: /gift 10 sorry for the wait',
  statsUsage: 'Write /stats 7d, /stats 30d or /stats 90d. /stats alone shows 7 days.',
  noteUsage: 'Write your note behind the command: /note prefers mornings',
  noteKept: '📝 Note kept. Only moderators see it.',
  closed: '✅ Conversation closed. A new message of the customer reopens it.',
  alreadyClosed: 'This conversation is closed already.',
  unseen:
    'The customer has just written, so nothing was changed. Read it first, then repeat the command if you still want to.',
  reopened: '🟢 Conversation reopened.',
  alreadyOpen: 'This conversation is open already.',
  snoozeUsage:
    'Write how long: /snooze 30m, /snooze 2h, /snooze 3d, or until when: /snooze 18:00, /snooze tomorrow 9:00. At most 90 days.',
  snoozeClosed: 'This conversation is closed. /reopen it first; a message of the customer reopens it too.',
  banned: '⛔️ Banned. Their messages no longer reach you. /unban lifts it.',
  alreadyBanned: 'This customer is banned already.',
  bannedAsSpam: '⛔️ Banned: spam. Their messages no longer reach you. /unban lifts it.',
  banExplained: 'The ban has a reason already, or was lifted.',
  unbanned: '🟢 No longer banned.',
  notBanned: 'This customer is not banned.',
  mayBuy: '🛒 This customer can buy again. Disputes up to now no longer count.',
  mayBuyAlready: 'This customer can buy already.',
  staleButton: 'This button is out of date. /info shows the customer as they are now.',
  alreadyDone: 'Done already.',
  drainUsage: 'Write /drain to let no new customers come here, /drain off to let them in again.',
  unknownTopic: 'This topic belongs to no customer, so nothing was sent.',
  deleteUsage: 'Answer the message that you want to remove with /del.',
  deleteFailed:
    'Telegram does not let me remove it on the customer’s side (older than 48 hours, or gone already).',
};

/** A ban without a reason, with the one that is meant most often at hand. */
export function bannedView(threadId: number): View {
  const spam = { text: 'Reason: spam', callback_data: `banreason:spam:${threadId}` };
  return { text: deskTexts.banned, keyboard: [[spam]] };
}

export function snoozedView(until: string): View {
  return { text: `💤 Snoozed until <b>${escape(until)}</b>. A message of the customer ends it earlier.` };
}

export function wokeView(by: 'time' | 'customer'): View {
  return {
    text:
      by === 'time'
        ? '⏰ The snooze is over: this conversation is yours again.'
        : '⏰ The customer has written, so this conversation is no longer snoozed.',
  };
}

export const deskCredits = (count: number): string => (count === 1 ? '1 credit' : `${count} credits`);

/** On the button that gave them. */
export function giftedText(amount: number, balance: number): string {
  return `🎁 ${deskCredits(amount)} given. Balance: ${deskCredits(balance)}`;
}

/** A slip of the finger must not look as if the customer had been told. */
export function unknownCommandView(name: string, inTopic: boolean): View {
  const effect = inTopic ? ', so nothing was done and the customer got nothing' : '';
  return { text: `I do not know /${escape(name)}${effect}. /help shows what there is.` };
}

export function giftedView(amount: number, balance: number, by: string): View {
  return {
    text: `🎁 ${deskCredits(amount)} given by ${escape(oneLine(by, longestAuthor))}. Balance: <b>${deskCredits(balance)}</b>`,
  };
}

/** Bot API: a text has at most 4096 characters; ten notes of this length always fit beside the card. */
const longestNote = 250;
const longestAuthor = 40;

export function infoView(
  card: View,
  notes: readonly { author: string; body: string; at: Date }[],
  timeZone: string,
): View {
  if (notes.length === 0) return { text: card.text };
  const lines = notes.map(({ author, body, at }) => {
    const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone }).format(at);
    const [by, note] = [oneLine(author, longestAuthor), oneLine(body, longestNote)];
    return `• ${day}, ${escape(by)}: ${escape(note)}`;
  });
  return { text: `${card.text}\n\n<b>Latest notes</b>\n${lines.join('\n')}` };
}

/** `reaction`: the mark of what was delivered, as the owner set it. */
export function groupHelpView(reaction: string): View {
  return {
    text: [
      '<b>In the topic of a customer</b>',
      `Whatever you write goes to the customer; ${reaction} means delivered. Reactions cross as well.`,
      '// at the start keeps a message among moderators.',
      '/note text – keep a note',
      '/gift 10 reason – give credits',
      '/writeoff reason – give up what the customer owes',
      '/refund – look at the last payment and give money back; /refund P-12 4.50 reason for another',
      '/ban reason (such as /ban spam), /unban',
      '/info – card and notes',
      '/close, /reopen',
      '/snooze 2h (or 3d, 18:00, tomorrow 9:00) – come back to it later',
      '/lock 5 title – as an answer to a message behind //: sells it to this customer',
      '/assign me, @name or off – whom this customer is assigned to',
      '/tpl name – sends a template; /tpl lists them',
      '/silent text – arrives without a sound; /silent alone: all of them from now on',
      '/del – as an answer: removes the message on both sides',
      '',
      '<b>Anywhere here</b>',
      '/waiting – who waits for an answer, the longest first',
      '/stats 7d, 30d or 90d – figures and a chart',
      '/user id, @name or name – the card of a customer',
      '/audit – what the team did; /audit @name for one customer, /audit by @name for one of us',
      '/role @name viewer, moderator or admin – for administrators: what somebody may do here',
      '/products – what is on sale; administrators change it, /products help shows how',
      '/content – locked content, how it sells, its prices',
      '/settings – for administrators: what messages cost and more; /settings low_balance 10',
      '/lock 5 title – as an answer: makes a link to sell that message',
      '/drain – no new customers come to this group; /drain off',
      '/help – this page',
    ].join('\n'),
  };
}
