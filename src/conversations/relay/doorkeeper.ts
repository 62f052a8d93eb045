import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import type { UserId } from '../../kernel/ids.js';
import { ContactCheck } from '../contacts/contact-check.js';
import { FloodLimit } from '../floods/flood-limit.js';
import { type Intake, ThreadsRepository } from '../threads/threads.repository.js';

interface ArrivingMessage {
  readonly chatId: number;
  readonly messageId: number;
  readonly sentAt: Date;
  readonly mediaGroupId: string | null;
  readonly preview: string;
}

/**
 * `known`: taken on, held or refused before; `flood`: above the limit of a minute; `held`: kept, because nobody knows yet
 * who writes.
 */
export type Entry = 'free' | 'known' | 'flood' | 'held';

/** Decides whether a customer's message may come in at all, before anything is charged for it. */
@Injectable()
export class Doorkeeper {
  constructor(
    private readonly threads: ThreadsRepository,
    private readonly floods: FloodLimit,
    private readonly contacts: ContactCheck,
  ) {}

  async examine(
    tx: Tx,
    userId: UserId,
    message: ArrivingMessage,
  ): Promise<Pick<Intake, 'thread' | 'hasShort'> & { entry: Entry }> {
    const { chatId, messageId } = message;
    const { isKnown, contact, ...intake } = await this.threads.intake(tx, userId, chatId, messageId);
    if (isKnown) return { ...intake, entry: 'known' };
    const { thread } = intake;
    if (await this.floods.refuses(tx, thread, message)) return { ...intake, entry: 'flood' };
    const isHeld = await this.contacts.holds(tx, thread, contact, message.preview);
    return { ...intake, entry: isHeld ? 'held' : 'free' };
  }
}
