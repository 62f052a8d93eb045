import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { priorities } from '../outbound-lanes.js';
import { SpamLane } from '../spam/spam-lane.js';
import type { ThreadPlace } from '../threads/threads.repository.js';
import type { Admission, Contact, ContactEnd } from './contact.js';
import { DropLog } from './drop-log.js';
import { FirstContactsRepository } from './first-contacts.repository.js';
import { HeldMessages, type Released } from './held-messages.js';

/** How a first contact ends, decided once: what was held goes on, or is not passed on. */
@Injectable()
export class ContactDecision {
  constructor(
    readonly contacts: FirstContactsRepository,
    private readonly held: HeldMessages,
    private readonly spam: SpamLane,
    private readonly drops: DropLog,
  ) {}

  /** Undefined when there is nothing to decide. */
  async admit(
    tx: Tx,
    thread: ThreadPlace,
    outcome: Admission,
    by: string | null = null,
  ): Promise<Released | undefined> {
    const contact = await this.decide(tx, thread, outcome, by);
    return contact === undefined ? undefined : this.held.release(tx, thread);
  }

  /** Undefined when there is nothing to decide; else how many messages are not passed on. */
  async end(tx: Tx, thread: ThreadPlace, outcome: ContactEnd): Promise<number | undefined> {
    const contact = await this.decide(tx, thread, outcome, null);
    if (contact === undefined) return undefined;
    const kinds = await this.held.refuse(tx, thread, outcome);
    if (contact.way === 'hold' || outcome === 'banned') await this.drops.record(tx, contact, outcome, kinds);
    return kinds.length;
  }

  /** What it was until then. The copy for moderators goes: what it shows crosses now, or is not to be seen any more. */
  private async decide(
    tx: Tx,
    thread: ThreadPlace,
    outcome: Admission | ContactEnd,
    by: string | null,
  ): Promise<Contact | undefined> {
    const contact = await this.contacts.lock(tx, thread.userId);
    if (contact?.outcome !== null) return undefined;
    await this.contacts.decide(tx, thread.userId, outcome, by);
    const { way, cardChatId: chatId, sampleMessageId: messageId } = contact;
    if (way === 'hold') await this.spam.show(tx, thread, null, priorities.reply);
    if (chatId !== null && messageId !== null) await this.spam.remove(tx, { chatId, messageId });
    return contact;
  }
}
