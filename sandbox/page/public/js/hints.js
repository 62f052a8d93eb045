import { askStripe } from './api.js';
import { h, mirror, preference } from './dom.js';
import { store } from './store.js';

const MORE =
  'That was the whole way. Now try another customer, /stats in General, a declined card, tight limits, or block the bot.';

/** The first three steps; each is ticked when it has really happened. */
export class Hints {
  #element = document.getElementById('hints');
  #list = h('ol');
  #hasPaid = false;

  constructor() {
    const close = h(
      'button.quiet',
      { 'aria-label': 'Hide the first steps', onclick: () => this.#dismiss() },
      '✕',
    );
    this.#element.append(this.#list, close);
  }

  draw() {
    this.#element.hidden = preference.read('hints') === 'hidden';
    if (this.#element.hidden) return;
    const customers = store.customers.map(({ id }) => id);
    const receipts = store.telegram.chats.some(
      ({ id, messages }) => customers.includes(id) && messages.length > 3,
    );
    if (receipts && !this.#hasPaid) void this.#lookForPayment();
    const hasStarted = store.customers.some((user) => user.hasStarted);
    const hasAnswered = store.group.messages.some(({ reactions }) => reactions.length > 0);
    const steps = [
      ['Press START as the customer, then ▶️ Start', hasStarted],
      ['Buy credits with the test card 4242 4242 4242 4242', this.#hasPaid],
      ['Write as the customer, answer as the moderator', hasAnswered],
    ];
    const rows = steps.map(([text, isDone], index) => ({ text, isDone, step: index + 1 }));
    mirror(
      this.#list,
      rows.every(({ isDone }) => isDone) ? [{ text: MORE, isDone: false, step: '✓' }] : rows,
      {
        key: ({ step }) => step,
        render: ({ text, isDone, step }) => h(isDone ? 'li.done' : 'li', { 'data-step': step }, text),
      },
    );
  }

  async #lookForPayment() {
    const sessions = await askStripe('sessions').catch(() => []);
    const hasPaid = sessions.some(({ payment_status: status }) => status === 'paid');
    if (!hasPaid || this.#hasPaid) return;
    this.#hasPaid = true;
    this.draw();
  }

  #dismiss() {
    preference.write('hints', 'hidden');
    this.draw();
  }
}
