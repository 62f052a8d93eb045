import { act } from './api.js';
import { toast } from './toast.js';

const INVOICE = /^https:\/\/t\.me\/\$\w+$/;

export const isInvoice = (address) => INVOICE.test(address);

/** The sheet that a client opens for an invoice in Stars: what it is, what it costs, and one button to pay. */
export async function showInvoice(address, userId) {
  const invoice = await act('openInvoice', { link: address });
  if (invoice === undefined) return;
  const sheet = document.getElementById('stars');
  const repeats = invoice.subscriptionPeriod === undefined ? '' : ' every 30 days';
  sheet.querySelector('strong').textContent = invoice.title;
  sheet.querySelector('p').textContent = invoice.description;
  const pay = sheet.querySelector('button.primary');
  pay.textContent = `Pay ⭐ ${invoice.amount}${repeats}`;
  pay.onclick = () => {
    sheet.close();
    void payFor(address, userId);
  };
  sheet.querySelector('button.cancel').onclick = () => sheet.close();
  sheet.showModal();
}

async function payFor(address, userId) {
  const outcome = await act('payAndWait', { user: userId, link: address });
  if (outcome?.status === 'refused') toast(outcome.errorMessage, 'bad');
  if (outcome?.status === 'timed_out')
    toast('The bot did not answer within 10 seconds; nothing was paid.', 'bad');
}
