import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { priorities } from '../outbound-lanes.js';
import { SpamLane } from '../spam/spam-lane.js';
import type { ThreadPlace } from '../threads/threads.repository.js';
import type { Admission, ContactEnd } from './contact.js';
import { FirstContactsRepository } from './first-contacts.repository.js';
import { HeldMessages, type Released } from './held-messages.js';

/** How a first contact ends, decided once: what was held goes on, or is not passed on. */
@Injectable()
export class ContactDecision {
  constructor(
    readonly contacts: FirstContactsRepository,
    private readonly held: HeldMessages,
    private readonly spam: SpamLane,
  ) {}

  /** Undefined when there is nothing to decide. */
  async admit(
    tx: Tx,
    thread: ThreadPlace,
    outcome: Admission,
    by: string | null = null,
  ): Promise<Released | undefined> {
    return (await this.decide(tx, thread, outcome, by)) ? this.held.release(tx, thread) : undefined;
  }

  /** Undefined when there is nothing to decide; else how many messages are not passed on. */
  async end(tx: Tx, thread: ThreadPlace, outcome: ContactEnd): Promise<number | undefined> {
    return (await this.decide(tx, thread, outcome, null)) ? this.held.refuse(tx, thread, outcome) : undefined;
  }

  private async decide(
    tx: Tx,
    thread: ThreadPlace,
    outcome: Admission | ContactEnd,
    by: string | null,
  ): Promise<boolean> {
    const contact = await this.contacts.lock(tx, thread.userId);
    if (contact?.outcome !== null) return false;
    await this.contacts.decide(tx, thread.userId, outcome, by);
    if (contact.way === 'hold') await this.spam.show(tx, thread, null, priorities.reply);
    return true;
  }
}
