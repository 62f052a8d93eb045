import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { announce } from '../../jobs/background/announce.js';
import { HandlesLane, LaneHandler } from '../../jobs/lanes/lane-handler.js';
import type { LaneItem } from '../../jobs/lanes/lane-item.js';
import { PermanentFailure } from '../../jobs/lanes/permanent-failure.js';
import { asTelegramId } from '../../kernel/ids.js';
import { MarkReach } from '../../users/mark-reach.use-case.js';
import { BotApi } from '../outbound/bot-api.js';
import { groupUnusable } from '../outbound/group-refusal.js';
import { type CallPayload, sendCall } from '../outbound/outbox.js';
import { GroupQuestionsRepository } from '../outbound/group-questions.repository.js';
import { PayMessages } from '../outbound/pay-messages.js';
import { Refusal } from '../outbound/refusal.js';
import { callGivenUp } from '../telegram.jobs.js';
import { GroupRepair } from './group-repair.js';

/** What the bot itself says. A refusal that time does not mend ends the item; the next one goes on. */
@Injectable()
@HandlesLane({ queue: 'outbound', kinds: [sendCall] })
export class SendCallHandler extends LaneHandler<CallPayload> {
  constructor(
    private readonly api: BotApi,
    private readonly reach: MarkReach,
    private readonly payMessages: PayMessages,
    private readonly questions: GroupQuestionsRepository,
    private readonly repair: GroupRepair,
  ) {
    super();
  }

  async handle(items: readonly LaneItem<CallPayload>[]): Promise<readonly number[]> {
    const [item] = items;
    if (item === undefined) return [];
    try {
      await this.call(item.payload);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await this.repair.during(() => this.refused(error, item.payload));
    }
    return [item.id];
  }

  private async call({ method, parameters, pays, asks, isOnlyEdit }: CallPayload): Promise<void> {
    const result = await this.api.call<{ message_id?: number } | true>(method, parameters);
    const chatId = parameters['chat_id'] as number;
    const messageId = result === true ? undefined : result.message_id;
    if (messageId !== undefined && asks !== undefined) await this.questions.ask({ chatId, messageId }, asks);
    // Only pages in private chats pay; an edit may have replaced links that an earlier version had.
    if (messageId === undefined || chatId < 0 || isOnlyEdit === true) return;
    if (pays !== undefined || method === 'editMessageText')
      await this.payMessages.stands({ chatId, messageId }, pays);
  }

  private async refused(
    refusal: Refusal,
    { method, parameters, pays, isOnlyEdit, topicId }: CallPayload,
  ): Promise<void> {
    const chatId = parameters['chat_id'] as number;
    const trouble = groupUnusable(chatId, refusal);
    if (trouble !== undefined) throw trouble;
    switch (refusal.kind) {
      case 'not_modified':
      case 'message_gone':
      case 'topic_gone':
      case 'chat_gone':
      case 'never_started':
        return;
      case 'not_editable': {
        // The message to turn into another was deleted or is too old: say it anew.
        if (method !== 'editMessageText' || isOnlyEdit === true) return;
        const anew = {
          method: 'sendMessage',
          parameters: { ...parameters, message_id: undefined, message_thread_id: topicId },
        };
        await this.call(pays === undefined ? anew : { ...anew, pays });
        return;
      }
      case 'blocked':
      case 'deactivated': {
        const reach = refusal.kind === 'blocked' ? 'blocked_bot' : 'deactivated';
        if (chatId > 0) await this.reach.execute(asTelegramId(chatId), reach);
        return;
      }
      default:
        throw new PermanentFailure(`${method}: ${refusal.description}`);
    }
  }

  override async givenUp(tx: Tx, item: LaneItem<CallPayload>, error: Error): Promise<void> {
    const { id, lane, payload } = item;
    await announce(tx, callGivenUp, { item: id, lane, what: payload.method, error: error.message });
  }
}
