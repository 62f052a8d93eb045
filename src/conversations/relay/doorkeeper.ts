import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import type { UserId } from '../../kernel/ids.js';
import { FloodLimit } from '../floods/flood-limit.js';
import { type Intake, ThreadsRepository } from '../threads/threads.repository.js';

interface ArrivingMessage {
  readonly chatId: number;
  readonly messageId: number;
  readonly mediaGroupId: string | null;
}

/** `known`: taken on or refused before; `flood`: above the limit of a minute. */
export type Entry = 'free' | 'known' | 'flood';

/** Decides whether a customer's message may come in at all, before anything is charged for it. */
@Injectable()
export class Doorkeeper {
  constructor(
    private readonly threads: ThreadsRepository,
    private readonly floods: FloodLimit,
  ) {}

  async examine(
    tx: Tx,
    userId: UserId,
    message: ArrivingMessage,
  ): Promise<Omit<Intake, 'isKnown'> & { entry: Entry }> {
    const { isKnown, ...intake } = await this.threads.intake(tx, userId, message.chatId, message.messageId);
    if (isKnown) return { ...intake, entry: 'known' };
    const isFlood = await this.floods.refuses(tx, intake.thread, message);
    return { ...intake, entry: isFlood ? 'flood' : 'free' };
  }
}
