import { act } from './api.js';
import { attachments, serviceText, summaryOf } from './content.js';
import { clock, h } from './dom.js';
import { formatted } from './entities.js';
import { keyboard } from './keyboard.js';
import { follow } from './links.js';
import { openMenu } from './menu.js';
import { hueOf, nameOf } from './names.js';
import { store } from './store.js';

/**
 * One message. `view` tells who looks at it: `viewerId`, `isMine(message)`, `showsAuthors`, and what can be done:
 * `reply(message)`, `edit(message)`, `command(text)`.
 */
export function bubble(message, view) {
  if (message.kind === 'service') return h('p.service', {}, serviceText(message));
  const isMine = view.isMine(message);
  const name = nameOf(message.fromId);
  const classes = ['div.message', isMine ? 'mine' : 'theirs', message.mediaGroupId ? 'part' : 'single'];
  return h(
    classes.join('.'),
    {
      role: 'article',
      'aria-label': `${isMine ? 'You' : name}: ${summaryOf(message)}`,
      'data-id': message.message_id,
    },
    h(
      'div.bubble',
      {},
      view.showsAuthors && !isMine ? h('div.author', { '--hue': hueOf(name) }, name) : undefined,
      origin(message),
      quote(message, view),
      attachments(message),
      body(message, view),
      meta(message),
      reactions(message),
    ),
    keyboard(message, view.viewerId),
    tools(message, view, isMine),
  );
}

export function body(message, view) {
  const { text, entities, caption_entities: captionEntities } = message.content;
  if (message.text === '') return undefined;
  const open = (address) => follow(address, view.viewerId);
  const marks = text === undefined ? captionEntities : entities;
  return h('span.text', {}, formatted(message.text, marks, { open, command: view.command }));
}

function origin({ forwardOrigin }) {
  if (forwardOrigin === undefined) return undefined;
  const { sender_user: user, sender_user_name: hidden, sender_chat: sender, chat } = forwardOrigin;
  const from = user?.first_name ?? hidden ?? sender?.title ?? chat?.title ?? 'somebody';
  return h('div.origin', {}, `↪ Forwarded from ${from}`);
}

function quote(message, view) {
  // The first message of a topic is what every message of it "replies" to.
  if (message.replyTo === undefined || message.replyTo === message.threadId) return undefined;
  const target = store.message(message.chatId, message.replyTo);
  if (target === undefined) return undefined;
  const show = () => {
    const found = document.querySelector(`#${view.panelId} [data-id="${message.replyTo}"]`);
    found?.scrollIntoView({ block: 'center', behavior: 'smooth' });
  };
  return h(
    'button.quote',
    { onclick: show },
    h('b', {}, nameOf(target.fromId)),
    h('span', {}, summaryOf(target)),
  );
}

function meta(message) {
  const marks = [message.isProtected && '🔒', message.isPinned && '📌', message.isEdited && 'edited'];
  return h('span.meta', {}, [...marks.filter(Boolean), clock(message.date)].join(' '));
}

function reactions({ reactions: list }) {
  if (list.length === 0) return undefined;
  const one = ({ emoji, actorId }) =>
    h('span', { title: nameOf(actorId), 'aria-label': `Reaction ${emoji}` }, emoji);
  return h('div.reactions', {}, list.map(one));
}

function tools(message, view, isMine) {
  if (view.viewerId === undefined) return undefined;
  const place = { chat: message.chatId, message: message.message_id };
  const react = (emoji) => () => act('react', { user: view.viewerId, ...place, emoji });
  const canEdit = isMine && (message.kind === 'text' || message.content.caption !== undefined);
  const more = (event) =>
    openMenu(event.currentTarget, [
      ['↩ Reply', () => view.reply(message)],
      canEdit && ['✎ Edit', () => view.edit(message)],
      ['👍 React', react('👍')],
      ['❤ React', react('❤')],
      ['✕ No reaction', react(undefined)],
      view.forward && !isMine && ['↪ Forward to the bot', () => view.forward(message)],
      ['🗑 Delete', () => act('deleteMessage', place)],
    ]);
  return h(
    'div.tools',
    {},
    h('button', { 'aria-label': 'Reply', title: 'Reply', onclick: () => view.reply(message) }, '↩'),
    h('button', { 'aria-label': 'More', title: 'More', onclick: more }, '⋯'),
  );
}
