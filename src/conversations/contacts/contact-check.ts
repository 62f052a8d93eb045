import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { announce } from '../../jobs/background/announce.js';
import { Clock } from '../../kernel/clock.js';
import { SettingsService } from '../../users/settings/settings.service.js';
import { contactHeld } from '../conversations.jobs.js';
import { SpamLane } from '../spam/spam-lane.js';
import type { ContactStanding, ThreadPlace } from '../threads/threads.repository.js';
import type { Contact } from './contact.js';
import { ContactDecision } from './contact-decision.js';
import { Questions } from './questions.js';

/** Whether a message is held because nobody knows yet who writes. */
@Injectable()
export class ContactCheck {
  constructor(
    private readonly settings: SettingsService,
    private readonly decision: ContactDecision,
    private readonly questions: Questions,
    private readonly spam: SpamLane,
    private readonly clock: Clock,
  ) {}

  /** In the transaction that takes the message on; `preview`: how the message begins, for moderators. */
  async holds(tx: Tx, thread: ThreadPlace, standing: ContactStanding, preview: string): Promise<boolean> {
    if (standing === 'admitted') return false;
    const { contacts } = this.decision;
    const { first_contact: way } = await this.settings.current(tx);
    if (way === 'off' || (await contacts.isKnown(tx, thread.userId))) {
      // What was held until now goes before this message.
      if (standing === 'waiting') await this.decision.admit(tx, thread, way === 'off' ? 'unchecked' : 'paid');
      return false;
    }
    const { contact, isNew } = await contacts.open(tx, thread.userId, way, preview);
    // Decided by somebody else since the message was looked at.
    if (contact.outcome !== null) return false;
    if (contact.way === 'hold') await this.show(tx, thread, contact, isNew);
    else if (isNew || this.isPauseOver(contact)) await this.questions.send(tx, contact);
    return true;
  }

  /** To moderators, and to the customer that they have to wait for them. */
  private async show(tx: Tx, thread: ThreadPlace, { beganAt }: Contact, isNew: boolean): Promise<void> {
    if (!isNew) return this.spam.showSoon(tx, thread, null);
    await this.spam.show(tx, thread, null);
    await announce(tx, contactHeld, { userId: thread.userId, at: beganAt.toISOString() });
  }

  private isPauseOver({ pausedUntil }: Contact): boolean {
    return pausedUntil !== null && pausedUntil <= this.clock.now();
  }
}
