import { load } from './api.js';
import { h, mirror, preference } from './dom.js';
import { CHANNELS, describeStripe, describeTelegram } from './journal-entries.js';
import { listen } from './stream.js';

const KEPT = 600;
const SHOWN = 250;

/** Every call, update and webhook as it happens, newest first. */
export class JournalPanel {
  #root = document.getElementById('journal');
  #list = document.getElementById('journal-list');
  #toggle = this.#root.querySelector('.journal-toggle');
  #count = this.#toggle.querySelector('.count');
  #rows = new Map();
  #channel = 'all';
  #search = '';
  #isScheduled = false;

  start() {
    this.#toggle.addEventListener('click', () => this.#open(!this.#root.classList.contains('open')));
    this.#open(preference.read('journal') === 'open');
    document.getElementById('journal-clear').addEventListener('click', () => {
      this.#rows.clear();
      this.#schedule();
    });
    document.getElementById('journal-search').addEventListener('input', (event) => {
      this.#search = event.target.value.toLowerCase();
      this.#schedule();
    });
    this.#drawFilters();
    const telegram = { journal: (entry) => this.#add('telegram', describeTelegram(entry)) };
    const stripe = { journal: (entry) => this.#add('stripe', describeStripe(entry)) };
    listen('/telegram/actor/events', telegram, (isConnected) => isConnected && this.#reload());
    listen('/stripe/control/events', stripe);
  }

  /** After a restart the numbers begin anew, so everything is read again. */
  async #reload() {
    const { telegram, stripe } = await load('/sandbox/journal');
    this.#rows.clear();
    for (const entry of telegram) this.#add('telegram', describeTelegram(entry));
    for (const entry of stripe) this.#add('stripe', describeStripe(entry));
  }

  #add(source, row) {
    if (row === undefined) return;
    this.#rows.set(`${source}/${row.seq}`, { ...row, source });
    if (this.#rows.size > KEPT) this.#rows.delete(this.#rows.keys().next().value);
    this.#schedule();
  }

  #schedule() {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    requestAnimationFrame(() => {
      this.#isScheduled = false;
      this.#draw();
    });
  }

  #draw() {
    const rows = [...this.#rows.values()].sort((one, other) => other.at - one.at || other.seq - one.seq);
    const errors = rows.filter(({ isBad }) => isBad).length;
    this.#count.replaceChildren(
      String(rows.length),
      errors > 0 ? h('span.errors', {}, ` · ${errors} refused`) : '',
    );
    if (!this.#root.classList.contains('open') && matchMedia('(min-width: 861px)').matches) return;
    const matches = (row) =>
      (this.#channel === 'all' || (this.#channel === 'errors' ? row.isBad : row.channel === this.#channel)) &&
      (this.#search === '' || JSON.stringify(row.entry).toLowerCase().includes(this.#search));
    const shown = rows.filter(matches).slice(0, SHOWN);
    mirror(this.#list, shown.length === 0 ? [{ seq: 'none' }] : shown, {
      key: ({ source, seq }) => `${source ?? ''}/${seq}`,
      signature: ({ seq }) => seq,
      render: (row) => (row.seq === 'none' ? h('li.nothing', {}, 'Nothing to show.') : entryElement(row)),
    });
  }

  #drawFilters() {
    const filters = this.#root.querySelector('.filters');
    mirror(filters, CHANNELS, {
      key: ([id]) => id,
      signature: ([id]) => `${id}${id === this.#channel}`,
      render: ([id, label]) => {
        const choose = () => {
          this.#channel = id;
          this.#drawFilters();
          this.#schedule();
        };
        return h('button', { 'aria-pressed': String(id === this.#channel), onclick: choose }, label);
      },
    });
  }

  #open(isOpen) {
    this.#root.classList.toggle('open', isOpen);
    this.#toggle.setAttribute('aria-expanded', String(isOpen));
    preference.write('journal', isOpen ? 'open' : 'closed');
    this.#schedule();
  }
}

function entryElement(row) {
  const at = new Date(row.at);
  const seconds = `${at.toTimeString().slice(0, 8)}.${String(at.getMilliseconds()).padStart(3, '0')}`;
  const details = h(
    'details',
    {},
    h(
      'summary',
      {},
      h('time', {}, seconds),
      h('span.channel', {}, row.label),
      h('span.what', {}, row.what),
      h('span.detail', {}, row.detail),
    ),
  );
  // Made when it is looked at: most of them never are.
  const fill = () => details.append(h('pre', {}, JSON.stringify(row.entry, null, 2)));
  details.addEventListener('toggle', fill, { once: true });
  return h(row.isBad ? 'li.bad' : row.isOdd ? 'li.odd' : 'li', {}, details);
}
