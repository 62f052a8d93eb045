import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StripeEmulator } from '../stripe/stripe-emulator.js';
import { TelegramEmulator } from '../telegram/telegram-emulator.js';
import { BOT } from './cast.js';
import { stripeSnapshot, telegramSnapshot } from './headroom.js';
import { limitsOf } from './limits-mode.js';
import type { Notebook } from './notebook.js';
import { SnapshotKeeper } from './snapshot-keeper.js';
import { stablePort } from './stable-port.js';

const STRIPE_SECRET = 'whsec_sandbox_webhook_secret';

/** The local Telegram and the local Stripe, which go on where the last run stopped. */
export class Emulators {
  private readonly telegramKeeper: SnapshotKeeper;
  private readonly stripeKeeper: SnapshotKeeper;
  private telegramEmulator: TelegramEmulator | undefined;
  private stripeEmulator: StripeEmulator | undefined;

  constructor(
    private readonly folder: string,
    private readonly notebook: Notebook,
  ) {
    this.telegramKeeper = new SnapshotKeeper(join(folder, 'telegram.json'));
    this.stripeKeeper = new SnapshotKeeper(join(folder, 'stripe.json'));
  }

  get telegram(): TelegramEmulator {
    if (this.telegramEmulator === undefined) throw new Error('The local Telegram has not started');
    return this.telegramEmulator;
  }

  get stripe(): StripeEmulator {
    if (this.stripeEmulator === undefined) throw new Error('The local Stripe has not started');
    return this.stripeEmulator;
  }

  async startTelegram(botPort: number): Promise<TelegramEmulator> {
    await mkdir(this.folder, { recursive: true });
    const port = await stablePort(this.notebook.content.telegramPort);
    const telegram = await TelegramEmulator.start({
      port,
      botUsername: BOT.username,
      botName: BOT.name,
      limits: limitsOf(this.notebook.content.limits),
      snapshot: telegramSnapshot(this.telegramKeeper.read()),
      deliverTo: `http://127.0.0.1:${botPort}`,
    });
    this.telegramEmulator = telegram;
    this.notebook.update({ telegramPort: port });
    this.telegramKeeper.watch(() => telegram.snapshot());
    telegram.world.on('change', this.telegramKeeper.changed);
    // Settings of the webhook and delivered updates change the snapshot, too.
    telegram.journal.subscribe(this.telegramKeeper.changed);
    return telegram;
  }

  async startStripe(botPort: number): Promise<StripeEmulator> {
    const port = await stablePort(this.notebook.content.stripePort);
    const stripe = await StripeEmulator.start({
      port,
      webhookSecret: STRIPE_SECRET,
      webhookUrl: `http://127.0.0.1:${botPort}/stripe-webhook`,
      snapshot: stripeSnapshot(this.stripeKeeper.read()),
    });
    this.stripeEmulator = stripe;
    this.notebook.update({ stripePort: port });
    this.stripeKeeper.watch(() => stripe.snapshot());
    stripe.journal.subscribe(this.stripeKeeper.changed);
    return stripe;
  }

  async stop(): Promise<void> {
    this.telegramKeeper.close();
    this.stripeKeeper.close();
    await Promise.all([this.telegramEmulator?.stop(), this.stripeEmulator?.stop()]);
  }
}
