import { summaryOf } from './content.js';
import { h, mirror } from './dom.js';
import { avatar } from './names.js';
import { Unread } from './unread.js';

const GENERAL = { threadId: 0, name: 'General', isClosed: false };

/** The group's topics; a new customer's topic opens by itself as long as nobody has chosen one. */
export class TopicList {
  chosen = 0;
  #isChosenByHand = false;
  #element;
  #onSwitch;
  #unread = new Unread('team');

  constructor(element, onSwitch) {
    this.#element = element;
    this.#onSwitch = onSwitch;
  }

  current(group) {
    return group.topics.find(({ threadId }) => threadId === this.chosen) ?? GENERAL;
  }

  messagesOf(group, threadId) {
    return group.messages.filter((message) => (message.threadId ?? 0) === threadId);
  }

  draw(group) {
    if (this.current(group) === GENERAL && this.chosen !== 0) this.chosen = 0;
    if (!this.#isChosenByHand) this.chosen = group.topics.at(-1)?.threadId ?? 0;
    const rows = [GENERAL, ...group.topics].map((topic) => this.#row(group, topic));
    const [general, ...topics] = rows;
    topics.sort((one, other) => other.lastId - one.lastId);
    mirror(this.#element, topics.length === 0 ? [general, { none: true }] : [general, ...topics], {
      key: (row) => (row.none ? 'none' : row.topic.threadId),
      render: (row) => (row.none ? h('p.none', {}, 'No customer has written yet.') : this.#entry(row)),
    });
  }

  #row(group, topic) {
    const messages = this.messagesOf(group, topic.threadId);
    const isChosen = topic.threadId === this.chosen;
    if (isChosen) this.#unread.see(topic.threadId, messages);
    const last = messages.findLast(({ kind }) => kind !== 'service');
    return {
      topic,
      isChosen,
      lastId: messages.at(-1)?.message_id ?? 0,
      preview: last === undefined ? '' : summaryOf(last),
      unread: this.#unread.count(topic.threadId, messages),
    };
  }

  #entry({ topic, isChosen, preview, unread }) {
    const choose = () => {
      this.#isChosenByHand = true;
      this.chosen = topic.threadId;
      this.#onSwitch();
    };
    const isGeneral = topic.threadId === 0;
    return h(
      'button',
      { 'aria-current': String(isChosen), onclick: choose, title: topic.name },
      isGeneral ? h('span.avatar.general', { 'aria-hidden': 'true' }, '#') : avatar(topic.name.split('·')[0]),
      h('strong', {}, `${topic.isClosed ? '🔒 ' : ''}${topic.icon ? `${topic.icon} ` : ''}${topic.name}`),
      unread > 0 && h('span.unread', { 'aria-label': `${unread} unread` }, String(unread)),
      h('small', {}, preview),
    );
  }
}
