import { Injectable } from '@nestjs/common';
import { Reader } from '../../database/reader.js';
import type { MarkDeliveredPayload, MirrorReactionPayload } from '../conversations.jobs.js';
import { TopicGateway } from '../topic-gateway.js';
import type { ShownReaction } from './reaction.js';
import { type Crossing, ReactionsRepository } from './reactions.repository.js';

/**
 * Shows on one side what stands on the other now, whatever was asked for before. Bot API: a bot has one reaction per
 * message, so a person's goes before the delivered mark, which comes back when they take it away.
 */
@Injectable()
export class MirrorReaction {
  constructor(
    private readonly reader: Reader,
    private readonly reactions: ReactionsRepository,
    private readonly gateway: TopicGateway,
  ) {}

  async execute({ message, on }: MirrorReactionPayload): Promise<void> {
    const crossing = await this.reactions.crossing(this.reader, message);
    if (crossing !== undefined) await this.show(crossing, on);
  }

  /** A moderator's message has arrived. */
  async mark({ chatId, messageId }: MarkDeliveredPayload): Promise<void> {
    const crossing = await this.reactions.crossingOf(this.reader, chatId, messageId);
    if (crossing !== undefined) await this.show(crossing, 'original');
  }

  private async show(crossing: Crossing, on: MirrorReactionPayload['on']): Promise<void> {
    const { status, direction, chatId, messageId, copyChatId, copyMessageId } = crossing;
    if (status !== 'delivered' || copyChatId === null || copyMessageId === null) return;
    const original = [chatId, messageId] as const;
    const copy = [copyChatId, copyMessageId] as const;
    const [from, to] = on === 'copy' ? [original, copy] : [copy, original];
    const isMarked = on === 'original' && direction === 'from_moderator';
    const without: ShownReaction = { kind: isMarked ? 'delivered' : 'none' };
    await this.gateway.react(...to, (await this.reactions.latest(this.reader, ...from)) ?? without);
  }
}
