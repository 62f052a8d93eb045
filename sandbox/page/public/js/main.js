import { CustomerPanel } from './customer.js';
import { Hints } from './hints.js';
import { JournalPanel } from './journal.js';
import { prepareFrame } from './links.js';
import { store } from './store.js';
import { TeamPanel } from './team.js';
import { TopBar } from './top-bar.js';

const bar = new TopBar();
const hints = new Hints();
const customer = new CustomerPanel();
const team = new TeamPanel();

function draw() {
  bar.draw();
  if (!store.isReady) return;
  hints.draw();
  customer.draw();
  team.draw();
}

function show(view) {
  document.body.dataset.view = view;
  for (const tab of document.querySelectorAll('.tabs button')) {
    tab.setAttribute('aria-selected', String(tab.dataset.view === view));
  }
  draw();
}

for (const tab of document.querySelectorAll('.tabs button')) {
  tab.addEventListener('click', () => show(tab.dataset.view));
}
show('customer');
prepareFrame();
new JournalPanel().start();
store.addEventListener('change', draw);
store.start();
