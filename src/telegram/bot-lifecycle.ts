import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectBot } from 'nestjs-telegraf';
import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Telegraf } from 'telegraf';
import type { UserFromGetMe } from 'telegraf/types';
import { PaymentProviders } from '../billing/payment-providers.js';
import { AppConfig } from '../config/app-config.js';
import { AdminGroups } from '../conversations/threads/admin-groups.js';
import { BotApi } from './outbound/bot-api.js';
import { Refusal } from './outbound/refusal.js';
import { scrub } from './outbound/scrub.js';
import { groupCommands, privateCommands, withoutCards } from './views/command-lists.js';

/** Bot API: omitted types keep the previous list, so every one that is handled is named. */
const allowedUpdates = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
  'chat_member',
  'chat_join_request',
  'message_reaction',
  'pre_checkout_query',
  'channel_post',
  'purchased_paid_media',
  'subscription',
];
/** More than all workers can ask for at once: what is urgent must never queue for a connection. */
export const mostConnections = 2_000;
const firstRetryMs = 500;
const longestRetryMs = 30_000;

/** Introduces the bot to Telegram at the start: who it is, where updates go, which commands it knows. */
@Injectable()
export class BotLifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(BotLifecycle.name);
  private readonly stopping = new AbortController();
  private introduced: Promise<UserFromGetMe> | undefined;

  constructor(
    @InjectBot() private readonly bot: Telegraf,
    private readonly config: AppConfig,
    private readonly api: BotApi,
    private readonly groups: AdminGroups,
    private readonly providers: PaymentProviders,
  ) {
    // nestjs-telegraf stops a bot that it never launched, which telegraf answers with an error.
    this.bot.stop = () => undefined;
    // Its own handler only logs; the lane must see a failure to try again.
    this.bot.catch((error) => {
      throw error;
    });
    // telegraf drops the agent for http roots, and a connection per call costs more than the call.
    if (config.telegram.apiRoot.startsWith('http:')) {
      this.bot.telegram.options.agent = new Agent({ keepAlive: true, maxSockets: mostConnections });
    }
  }

  onApplicationBootstrap(): void {
    void this.ready().catch(() => undefined);
    if (this.config.role !== 'worker')
      void this.persist('announce', () => this.announce()).catch(() => undefined);
  }

  onApplicationShutdown(): void {
    this.stopping.abort();
  }

  /** telegraf would cache a failed `getMe` for ever, so it is asked here, until it answers. */
  async ready(): Promise<UserFromGetMe> {
    this.introduced ??= this.persist('getMe', () => this.api.call<UserFromGetMe>('getMe', {}));
    const me = await this.introduced;
    this.bot.botInfo = me;
    return me;
  }

  /** Where a browser comes back to after paying. */
  async link(): Promise<string> {
    return `https://t.me/${(await this.ready()).username}`;
  }

  private async announce(): Promise<void> {
    const { telegram, http } = this.config;
    await this.api.call('setWebhook', {
      url: `${http.publicUrl}/telegram-webhook`,
      secret_token: telegram.webhookSecret,
      max_connections: 100,
      allowed_updates: allowedUpdates,
    });
    for (const [code, all] of Object.entries(privateCommands)) {
      const commands = this.providers.takeCards ? all : withoutCards(all);
      const language = code === 'en' ? {} : { language_code: code };
      await this.api.call('setMyCommands', { commands, scope: { type: 'all_private_chats' }, ...language });
    }
    for (const { chatId } of await this.groups.all()) {
      const scope = { type: 'chat', chat_id: chatId };
      await this.offer({ commands: groupCommands, scope });
    }
  }

  /** A group that the bot was not added to yet must not hold back the others. */
  private async offer(list: Record<string, unknown>): Promise<void> {
    try {
      await this.api.call('setMyCommands', list);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.log.warn(`setMyCommands was refused: ${error.description}`);
    }
  }

  /** Telegram may be away when we start; the process answers webhooks and health probes meanwhile. */
  private async persist<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
    const { signal } = this.stopping;
    for (let delay = firstRetryMs; ; delay = Math.min(longestRetryMs, delay * 2)) {
      try {
        return await work();
      } catch (error) {
        this.log.warn(`${what} failed, trying again in ${delay} ms: ${scrub((error as Error).message)}`);
        // Rejects when the process stops, which ends the trying as well.
        await pause(delay, undefined, { signal, ref: false });
      }
    }
  }
}
