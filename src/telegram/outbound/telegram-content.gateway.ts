import { Injectable } from '@nestjs/common';
import { ContentGateway } from '../../billing/content/content-gateway.js';
import { type ContentFailure, ContentUndeliverable } from '../../billing/content/content.errors.js';
import type { BareText, ContentSource } from '../../billing/content/content-item.js';
import { customerLane, priorities } from '../../conversations/outbound-lanes.js';
import type { Tx } from '../../database/db.js';
import { AppConfig } from '../../config/app-config.js';
import { Lanes } from '../../jobs/lanes/lanes.js';
import { Clock } from '../../kernel/clock.js';
import type { TelegramId } from '../../kernel/ids.js';
import { BotApi } from './bot-api.js';
import { Refusal } from './refusal.js';

export const deliverContent = 'deliver-content';
export interface DeliverContentPayload {
  readonly unlockId: number;
}

/** Somebody who presses again and again wants to see it once. */
const repeatPauseMs = 60_000;

const failures: Partial<Record<Refusal['kind'], ContentFailure>> = {
  blocked: 'blocked',
  deactivated: 'deactivated',
  source_gone: 'source_gone',
  not_copyable: 'not_copyable',
};

/** Content as protected copies. Bot API, `protect_content`: clients neither forward nor save them. */
@Injectable()
export class TelegramContentGateway extends ContentGateway {
  constructor(
    private readonly api: BotApi,
    private readonly lanes: Lanes,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {
    super();
  }

  queue(tx: Tx, telegramId: TelegramId, unlockId: number): Promise<void> {
    const payload: DeliverContentPayload = { unlockId };
    const lane = customerLane(telegramId);
    const item = { kind: deliverContent, payload, priority: priorities.reply };
    return this.lanes.enqueue(tx, { queue: 'outbound', ...lane, ...item });
  }

  async mayRepeat(tx: Tx, unlockId: number): Promise<boolean> {
    const now = this.clock.now();
    const rows = await tx.query(
      `insert into sent_notices as n (key, created_at) values ($1, $2)
       on conflict (key) do update set created_at = excluded.created_at where n.created_at <= $3 returning key`,
      [`content-again:${unlockId}`, now, new Date(now.getTime() - repeatPauseMs)],
    );
    return rows.length === 1;
  }

  async deliver(telegramId: TelegramId, source: ContentSource, whole: boolean): Promise<void> {
    try {
      if (source.bareText !== null) await this.text(telegramId, source, source.bareText);
      else if (source.messageIds.length === 1) await this.one(telegramId, source);
      else await this.album(telegramId, source, whole);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw new ContentUndeliverable({ reason: failures[error.kind] ?? 'refused', text: error.description });
    }
  }

  private async one(chat_id: number, { chatId, messageIds, hidesCaptions }: ContentSource): Promise<void> {
    await this.api.call('copyMessage', {
      chat_id,
      from_chat_id: chatId,
      message_id: messageIds[0],
      protect_content: true,
      // Bot API: an empty caption takes the original's place.
      ...(hidesCaptions ? { caption: '' } : {}),
    });
  }

  private async album(chat_id: number, source: ContentSource, whole: boolean): Promise<void> {
    const { chatId, messageIds, hidesCaptions } = source;
    const copies = await this.api.call<{ message_id: number }[]>('copyMessages', {
      chat_id,
      from_chat_id: chatId,
      message_ids: messageIds,
      protect_content: true,
      remove_caption: hidesCaptions,
    });
    if (copies.length === messageIds.length || !whole) return;
    // Telegram skips what it cannot copy. Nobody pays for less than was offered.
    await this.api.call('deleteMessages', { chat_id, message_ids: copies.map((copy) => copy.message_id) });
    throw new ContentUndeliverable({ reason: 'source_gone', text: 'parts of the album were deleted' });
  }

  /** Not a copy, so that it is asked first whether the original still stands: its mark shows that it was read. */
  private async text(chat_id: number, source: ContentSource, { text, entities }: BareText): Promise<void> {
    await this.mark(source);
    await this.api.call('sendMessage', { chat_id, text, entities, protect_content: true });
  }

  private async mark({ chatId, messageIds }: ContentSource): Promise<void> {
    const reaction = [{ type: 'emoji', emoji: this.config.telegram.deliveredReaction }];
    try {
      await this.api.call('setMessageReaction', { chat_id: chatId, message_id: messageIds[0], reaction });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.kind === 'message_gone')
        throw new ContentUndeliverable({ reason: 'source_gone', text: error.description });
      // The group allows other reactions only: the message is there all the same.
    }
  }
}
