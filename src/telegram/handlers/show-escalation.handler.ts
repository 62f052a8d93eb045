import { Injectable } from '@nestjs/common';
import { showEscalation, type ShowEscalationPayload } from '../../conversations/conversations.jobs.js';
import {
  type Escalation,
  EscalationsRepository,
} from '../../conversations/episodes/escalations.repository.js';
import { WorkingTime } from '../../conversations/episodes/working-time.js';
import { ThreadsRepository } from '../../conversations/threads/threads.repository.js';
import { Transactor } from '../../database/transactor.js';
import { HandlesLane, LaneHandler } from '../../jobs/lanes/lane-handler.js';
import type { LaneItem } from '../../jobs/lanes/lane-item.js';
import { PermanentFailure } from '../../jobs/lanes/permanent-failure.js';
import { BotApi } from '../outbound/bot-api.js';
import { Refusal } from '../outbound/refusal.js';
import { sendOptions } from '../outbound/send-options.js';
import { escalationView } from '../views/escalation.view.js';
import type { View } from '../views/view.js';

/** The alert of a long wait in General; once the wait has ended, the same message says how. */
@Injectable()
@HandlesLane({ queue: 'outbound', kinds: [showEscalation] })
export class ShowEscalationHandler extends LaneHandler<ShowEscalationPayload> {
  constructor(
    private readonly transactor: Transactor,
    private readonly escalations: EscalationsRepository,
    private readonly threads: ThreadsRepository,
    private readonly time: WorkingTime,
    private readonly api: BotApi,
  ) {
    super();
  }

  async handle(items: readonly LaneItem<ShowEscalationPayload>[]): Promise<readonly number[]> {
    const [item] = items;
    if (item === undefined) return [];
    const { threadId, waitingSince } = item.payload;
    const wait = { threadId, waitingSince: new Date(waitingSince) };
    const escalation = await this.escalations.of(this.transactor.reader, wait);
    if (escalation !== undefined) await this.show(escalation);
    return [item.id];
  }

  private async show(escalation: Escalation): Promise<void> {
    const { reader } = this.transactor;
    const { messageId, end, waitingSince, createdAt } = escalation;
    // Answered before General could be told: there is nothing to tell any more.
    if (messageId === null && end !== undefined) return;
    if (messageId !== null && end === undefined) return;
    const thread = await this.threads.byId(reader, escalation.threadId);
    const waited = end?.waitedSeconds ?? (await this.time.between(reader, waitingSince, createdAt));
    await this.call(escalation, escalationView(thread, waited, end));
  }

  private async call(escalation: Escalation, view: View): Promise<void> {
    const { chatId, messageId } = escalation;
    const parameters = { chat_id: chatId, ...sendOptions(view) };
    try {
      if (messageId !== null) {
        await this.api.call('editMessageText', { ...parameters, message_id: messageId });
        return;
      }
      const sent = await this.api.call<{ message_id: number }>('sendMessage', parameters);
      await this.transactor.run((tx) => this.escalations.stands(tx, escalation, sent.message_id));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // An alert that somebody deleted needs no end; one that cannot be sent is news for whoever runs the bot.
      if (messageId === null) throw new PermanentFailure(`the alert of a long wait: ${error.description}`);
    }
  }
}
