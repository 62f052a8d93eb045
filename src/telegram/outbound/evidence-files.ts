import { Injectable } from '@nestjs/common';
import { DisputeEvidenceQuery } from '../../billing/disputes/dispute-evidence.query.js';
import { DeliveryRecordQuery } from '../../conversations/messages/delivery-record.query.js';
import { Reader } from '../../database/reader.js';
import { UsersRepository } from '../../users/users.repository.js';
import { evidenceText, mostMessages } from '../views/evidence.view.js';
import { Outbox } from './outbox.js';

export interface EvidenceFile {
  readonly name: string;
  readonly text: string;
  /** The provider's id of the dispute. */
  readonly dispute: string;
}

/**
 * The file that a shop can hand to the customer's bank, from our own tables: who bought what, when it was granted and
 * what was used of it. It never quotes messages: their content stays at Telegram, and moderators decide themselves
 * what of a conversation they show to a bank.
 */
@Injectable()
export class EvidenceFiles {
  constructor(
    private readonly evidence: DisputeEvidenceQuery,
    private readonly deliveries: DeliveryRecordQuery,
    private readonly users: UsersRepository,
    private readonly outbox: Outbox,
    private readonly reader: Reader,
  ) {}

  async of(
    id: number,
    at: { readonly timeZone: string; readonly now: Date },
  ): Promise<EvidenceFile | undefined> {
    const found = await this.evidence.of(this.reader, id);
    if (found === undefined) return undefined;
    const { dispute, purchase } = found;
    const { userId, paymentId, disputeId } = dispute;
    const customer = await this.users.byId(this.reader, userId);
    const span = { userId, paymentId, since: purchase.paidAt };
    const deliveries = await this.deliveries.since(this.reader, span, mostMessages);
    const receiptAt = await this.outbox.saidAt(this.reader, `receipt:${paymentId}`);
    const text = evidenceText({ ...found, customer, deliveries, receiptAt }, at);
    return { name: `evidence-P-${paymentId}-${disputeId}.txt`, text, dispute: disputeId };
  }
}
