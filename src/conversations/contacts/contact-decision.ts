import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import type { ThreadPlace } from '../threads/threads.repository.js';
import type { Admission, ContactEnd } from './contact.js';
import { FirstContactsRepository } from './first-contacts.repository.js';
import { HeldMessages } from './held-messages.js';

/** How a first contact ends, decided once: what was held goes on, or is not passed on. */
@Injectable()
export class ContactDecision {
  constructor(
    readonly contacts: FirstContactsRepository,
    private readonly held: HeldMessages,
  ) {}

  /** Undefined when there is nothing to decide; else Telegram's id of the last message that goes on, if any. */
  async admit(
    tx: Tx,
    thread: ThreadPlace,
    outcome: Admission,
    by: string | null = null,
  ): Promise<{ lastMessage: number | null } | undefined> {
    if (!(await this.isOpen(tx, thread))) return undefined;
    await this.contacts.decide(tx, thread.userId, outcome, by);
    return { lastMessage: await this.held.release(tx, thread) };
  }

  /** Undefined when there is nothing to decide; else how many messages are not passed on. */
  async end(
    tx: Tx,
    thread: ThreadPlace,
    outcome: ContactEnd,
    by: string | null = null,
  ): Promise<number | undefined> {
    if (!(await this.isOpen(tx, thread))) return undefined;
    await this.contacts.decide(tx, thread.userId, outcome, by);
    return this.held.refuse(tx, thread, outcome);
  }

  private async isOpen(tx: Tx, { userId }: ThreadPlace): Promise<boolean> {
    const contact = await this.contacts.lock(tx, userId);
    return contact?.outcome === null;
  }
}
