import { act } from './api.js';
import { h } from './dom.js';
import { isInvoice, showInvoice } from './stars.js';
import { store } from './store.js';

/** Stripe's hosted pages and the bot's own web pages are served by the sandbox under the page's address. */
function localPath(address) {
  const url = new URL(address, location.href);
  const isStripe =
    ['127.0.0.1', 'localhost'].includes(url.hostname) && /^\/(c|p|i|receipts)\//.test(url.pathname);
  const isBot = url.origin === store.info.publicUrl;
  return isStripe || isBot ? url.pathname + url.search + url.hash : undefined;
}

function showFrame(path) {
  const dialog = document.getElementById('frame');
  dialog.querySelector('a').href = path;
  // A new element: an old one would add its pages to the browser's history.
  dialog.querySelector('iframe').replaceWith(h('iframe', { title: 'Stripe page', src: path }));
  dialog.showModal();
}

export function closeFrame() {
  const dialog = document.getElementById('frame');
  dialog.querySelector('iframe').replaceWith(h('iframe', { title: 'Stripe page' }));
  if (dialog.open) dialog.close();
}

/** Follows a link the way a Telegram client would. `userId` is the person who taps it. */
export function follow(address, userId) {
  if (isInvoice(address)) {
    void showInvoice(address, userId);
    return;
  }
  let url;
  try {
    url = new URL(address);
  } catch {
    return;
  }
  if (url.hostname === 't.me' && url.pathname.slice(1) === store.telegram.bot.username) {
    const payload = url.searchParams.get('start');
    if (payload !== null) void act('start', { user: userId, payload });
    return;
  }
  const path = localPath(address);
  if (path === undefined) open(address, '_blank', 'noopener');
  else if (/^\/(c|p)\//.test(path)) showFrame(path);
  else open(path, '_blank');
}

export function prepareFrame() {
  const dialog = document.getElementById('frame');
  dialog.querySelector('button').addEventListener('click', closeFrame);
  dialog.querySelector('a').addEventListener('click', closeFrame);
  addEventListener('message', (event) => {
    if (event.origin === location.origin && event.data === 'returned') closeFrame();
  });
}
