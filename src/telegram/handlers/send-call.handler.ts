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
import { Refusal } from '../outbound/refusal.js';
import { SentMessages } from '../outbound/sent-messages.js';
import { callGivenUp } from '../telegram.jobs.js';
import { GroupRepair } from './group-repair.js';

/** What the bot itself says. A refusal that time does not mend ends the item; the next one goes on. */
@Injectable()
@HandlesLane({ queue: 'outbound', kinds: [sendCall] })
export class SendCallHandler extends LaneHandler<CallPayload> {
  constructor(
    private readonly api: BotApi,
    private readonly reach: MarkReach,
    private readonly sent: SentMessages,
    private readonly repair: GroupRepair,
  ) {
    super();
  }

  async handle(items: readonly LaneItem<CallPayload>[]): Promise<readonly number[]> {
    const [item] = items;
    if (item === undefined) return [];
    const payload = await this.sent.edition(item.payload);
    try {
      await this.call(payload);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await this.repair.during(() => this.refused(error, payload));
    }
    return [item.id];
  }

  private async call(payload: CallPayload): Promise<void> {
    const result = await this.api.call<{ message_id?: number } | true>(payload.method, payload.parameters);
    const messageId = result === true ? undefined : result.message_id;
    if (messageId !== undefined) await this.sent.stands(payload, messageId);
  }

  private async refused(
    refusal: Refusal,
    { method, parameters, pays, isOnlyEdit, topicId, keeps }: CallPayload,
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
        const remembered = {
          ...(pays === undefined ? {} : { pays }),
          ...(keeps === undefined ? {} : { keeps }),
        };
        await this.call({ ...anew, ...remembered });
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
