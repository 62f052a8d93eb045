import type { StripeEmulator } from '../stripe/stripe-emulator.js';
import type { TelegramEmulator } from '../telegram/telegram-emulator.js';
import type { BotProcess } from './bot-process.js';
import { PUBLIC_URL } from './bot-settings.js';
import type { Emulators } from './emulators.js';
import { type LimitsMode, limitsOf } from './limits-mode.js';
import type { Notebook } from './notebook.js';

const JOURNAL_LENGTH = 300;

/** Everything that runs, as the page sees and steers it. */
export class Stage {
  constructor(
    private readonly notebook: Notebook,
    private readonly emulators: Emulators,
    readonly bot: BotProcess,
    readonly botUrl: string,
  ) {}

  get id(): string {
    return this.notebook.content.id;
  }

  get telegram(): TelegramEmulator {
    return this.emulators.telegram;
  }

  get stripe(): StripeEmulator {
    return this.emulators.stripe;
  }

  describe(): object {
    const { cast, limits } = this.notebook.content;
    return { cast, limits, bot: this.bot.status, publicUrl: PUBLIC_URL };
  }

  /** What happened before the page was opened; afterwards it listens to the emulators' event streams. */
  journals(): object {
    return {
      telegram: this.telegram.journal.entries.slice(-JOURNAL_LENGTH),
      stripe: this.stripe.journal.entries().slice(-JOURNAL_LENGTH),
    };
  }

  /** The bot has the same limits in its settings, so it starts again with the new ones. */
  async changeLimits(mode: LimitsMode): Promise<void> {
    if (mode === this.notebook.content.limits) return;
    this.notebook.update({ limits: mode });
    this.telegram.limiter.change(limitsOf(mode));
    await this.bot.restart();
  }
}
