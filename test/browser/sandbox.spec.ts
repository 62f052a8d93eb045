import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../sandbox/postgres/free-port.js';
import { Chromium, chromiumPath } from './chromium.js';
import { SandboxCommand } from './sandbox-command.js';
import { SandboxPage } from './sandbox-page.js';

const question = 'Is the preset of your last video for sale?';
const answer = 'It is: here is the link';

if (chromiumPath === undefined) {
  process.stderr.write('Browser tests are skipped: no chromium found (CHROMIUM_PATH names one).\n');
}

describe.skipIf(chromiumPath === undefined)('npm run sandbox, played in a browser', () => {
  let sandbox: SandboxCommand;
  let browser: Chromium;
  let page: Page;
  let seat: SandboxPage;
  const pageErrors: string[] = [];

  beforeAll(async () => {
    sandbox = await SandboxCommand.prepare(await freePort());
    const [address] = await Promise.all([
      sandbox.start(),
      Chromium.open().then((opened) => (browser = opened)),
    ]);
    page = await browser.context.newPage();
    page.on('pageerror', (error) => pageErrors.push(error.message));
    await page.goto(address);
    seat = new SandboxPage(page);
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await sandbox.discard();
  });

  it('sells credits to a customer who starts the bot', { timeout: 60_000 }, async () => {
    await seat.phone.getByRole('button', { name: 'START', exact: true }).click();
    await seat.chat.getByRole('button', { name: '▶️ Start' }).click();
    await seat.chat.getByRole('button', { name: /^10 credits/ }).click();
    await seat.stripe.getByLabel('Test card').fill('4242 4242 4242 4242');
    await seat.stripe.getByRole('button', { name: /^Pay/ }).click();
    const receipt = await seat.seen(seat.chat, 'Paid');
    expect(await receipt.innerText()).toContain('You received 10 credits');
    // The way back from Stripe closes its page.
    await page.getByRole('dialog', { name: 'Stripe' }).waitFor({ state: 'hidden' });
  });

  it('takes Stars as well', { timeout: 60_000 }, async () => {
    await seat.writeAsCustomer('/buy25');
    const offer = await seat.seen(seat.chat, '25 credits for');
    await offer.getByRole('button', { name: /⭐/ }).click();
    const sheet = page.getByRole('dialog', { name: 'Telegram Stars' });
    await sheet.getByText('25 credits').first().waitFor();
    await sheet.getByRole('button', { name: /^Pay ⭐/ }).click();
    const receipt = await seat.seen(seat.chat, 'You received 25 credits');
    expect(await receipt.innerText()).toMatch(/Reference: P-\d+/);
    await sheet.waitFor({ state: 'hidden' });
  });

  it('brings the customer and the moderators together', { timeout: 60_000 }, async () => {
    await seat.writeAsCustomer(question);
    await seat.team.getByRole('button', { name: /Emma/ }).waitFor();
    await seat.seen(seat.topic, question);
    await seat.pinned.getByText('Emma Clarke').waitFor();
    await seat.pinned.getByRole('button', { name: 'Gift Credits' }).waitFor();
    await seat.writeAsModerator(answer);
    await seat.seen(seat.chat, answer);
    const sent = await seat.seen(seat.topic, answer);
    await sent.getByLabel('Reaction 👌').waitFor();
  });

  it('goes on after a power cut', { timeout: 90_000 }, async () => {
    await sandbox.kill();
    await page.getByText('The sandbox is not running').waitFor();
    await sandbox.start();
    // The page comes back by itself, with everything that was said.
    await page.getByText('The sandbox is not running').waitFor({ state: 'hidden' });
    await page.reload();
    await seat.seen(seat.chat, answer);
    await seat.seen(seat.topic, question);
    await seat.writeAsCustomer('Thank you!');
    await seat.seen(seat.topic, 'Thank you!');
    await seat.writeAsModerator('You are welcome');
    await seat.seen(seat.chat, 'You are welcome');
    expect(pageErrors).toEqual([]);
  });

  it('stops in order when it is asked to', { timeout: 60_000 }, async () => {
    expect(await sandbox.interrupt()).toBe(0);
  });
});
