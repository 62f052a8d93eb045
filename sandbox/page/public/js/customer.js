import { act } from './api.js';
import { Composer } from './composer.js';
import { h, mirror, preference } from './dom.js';
import { Log } from './log.js';
import { openMenu } from './menu.js';
import { avatar, fullName, languageOf } from './names.js';
import { store } from './store.js';
import { Unread } from './unread.js';

const NEWCOMERS = [
  { firstName: 'Liam', lastName: 'Novak', username: 'liam_novak', languageCode: 'en' },
  { firstName: 'Lucía', lastName: 'Prieto', languageCode: 'es' },
  { firstName: 'Дмитрий', username: 'dima_k', languageCode: 'ru' },
  { firstName: 'Aiko', languageCode: 'ja' },
];

/** The customer's phone: one private chat with the bot for each person. */
export class CustomerPanel {
  #root = document.getElementById('customer');
  #people = this.#root.querySelector('.people');
  #head = this.#root.querySelector('.chat-head');
  #commands = this.#root.querySelector('.commands');
  #slot = this.#root.querySelector('.composer-slot');
  #log = new Log(this.#root.querySelector('.log'));
  #unread = new Unread('customer');
  #gate = h('button.gate.primary', { hidden: true });
  #chosen = Number(preference.read('customer'));
  #composer = new Composer(this.#slot, 'Message to the bot', {
    text: (text, replyTo) => act('sendText', { user: this.#chosen, text, options: { replyTo } }),
    edit: (message, text) => this.#edit(message, text),
    sample: ({ kind, content, parts }, replyTo) =>
      parts === undefined
        ? act('send', { user: this.#chosen, kind, content, options: { replyTo } })
        : act('sendAlbum', { user: this.#chosen, parts }),
  });

  constructor() {
    this.#slot.append(this.#gate);
  }

  draw() {
    const customers = store.customers;
    if (!customers.some(({ id }) => id === this.#chosen)) this.#chosen = customers[0].id;
    const user = store.user(this.#chosen);
    const { messages } = store.chat(user.id);
    this.#unread.see(user.id, messages);
    this.#drawPeople(customers);
    this.#drawHead(user);
    this.#drawBottom(user);
    this.#log.draw(
      user.id,
      messages,
      this.#view(user),
      'Nobody has written here yet. Press START below to open the bot.',
    );
  }

  #view(user) {
    return {
      panelId: 'customer',
      viewerId: user.id,
      showsAuthors: false,
      isMine: ({ fromId }) => fromId === user.id,
      reply: (message) => this.#composer.reply(message),
      edit: (message) => this.#composer.edit(message),
      command: (text) => act('sendText', { user: user.id, text }),
      forward: ({ chatId, message_id: messageId }) =>
        act('forward', { user: user.id, source: { chatId, messageId } }),
    };
  }

  #drawPeople(customers) {
    const rows = customers.map((user) => ({
      user,
      isChosen: user.id === this.#chosen,
      unread: this.#unread.count(user.id, store.chat(user.id).messages, user.id),
    }));
    mirror(this.#people, [...rows, { isNew: true }], {
      key: (row) => row.user?.id ?? 'new',
      render: ({ user, isChosen, unread, isNew }) => {
        if (isNew) {
          return h(
            'button',
            { title: 'Another customer', 'aria-label': 'Another customer', onclick: invite },
            '+',
          );
        }
        const choose = () => this.#choose(user.id);
        return h(
          'button',
          {
            role: 'tab',
            'aria-selected': String(isChosen),
            onclick: choose,
            title: `${fullName(user)}, ${languageOf(user)}`,
          },
          avatar(fullName(user)),
          user.firstName,
          h('small', {}, user.languageCode ?? ''),
          unread > 0 && h('span.unread', { 'aria-label': `${unread} unread` }, String(unread)),
        );
      },
    });
  }

  #drawHead(user) {
    const { bot } = store.telegram;
    const items = () => [
      ['Open by link: ?start=src_instagram', () => act('start', { user: user.id, payload: 'src_instagram' })],
      ['Open by another link …', () => this.#openByLink(user)],
      user.hasBlocked
        ? ['Unblock the bot', () => act('unblock', { user: user.id })]
        : ['⛔ Block the bot', () => act('block', { user: user.id })],
    ];
    mirror(this.#head, [{ bot, user }], {
      key: () => 'head',
      render: () =>
        h(
          'div',
          { style: 'display: contents' },
          avatar(bot.firstName),
          h(
            'div.title',
            {},
            h('strong', {}, bot.firstName),
            h('small', {}, `bot · as ${fullName(user)} (${languageOf(user)})`),
          ),
          h(
            'button.icon',
            {
              'aria-label': 'Customer menu',
              title: 'Menu',
              onclick: (event) => openMenu(event.currentTarget, items()),
            },
            '⋮',
          ),
        ),
    });
  }

  #drawBottom(user) {
    const commands = store.commands(['all_private_chats', 'default'], user.languageCode);
    const isOpen = user.hasStarted && !user.hasBlocked;
    this.#commands.hidden = !isOpen || commands.length === 0;
    mirror(this.#commands, commands, {
      key: ({ command }) => `${user.id}/${command}`,
      render: ({ command, description }) => {
        const send = () => act('sendText', { user: this.#chosen, text: `/${command}` });
        return h('button', { title: description, onclick: send }, `/${command}`);
      },
    });
    this.#composer.show({ isHidden: !isOpen });
    this.#gate.hidden = isOpen;
    this.#gate.textContent = user.hasBlocked ? 'UNBLOCK AND RESTART' : 'START';
    this.#gate.onclick = () => act('start', { user: user.id });
  }

  #choose(id) {
    this.#chosen = id;
    preference.write('customer', String(id));
    this.#composer.clear();
    this.draw();
  }

  #edit(message, text) {
    const isText = message.kind === 'text';
    const place = { user: this.#chosen, message: message.message_id };
    return isText ? act('editText', { ...place, text }) : act('editCaption', { ...place, caption: text });
  }

  #openByLink(user) {
    const payload = prompt('What follows ?start= in the link', 'buy_credits_10');
    if (payload) void act('start', { user: user.id, payload });
  }
}

function invite() {
  const known = new Set(store.customers.map(({ firstName }) => firstName));
  const next = NEWCOMERS.find(({ firstName }) => !known.has(firstName));
  void act('createUser', next ?? { firstName: `Guest ${store.customers.length + 1}`, languageCode: 'en' });
}
