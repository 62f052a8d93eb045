import { Injectable, Logger } from '@nestjs/common';
import { UnfinishedPurchases } from '../../billing/purchases/unfinished-purchases.js';
import { Reader } from '../../database/reader.js';
import { OnCron } from '../../jobs/background/job-handler.js';
import { BotApi } from '../outbound/bot-api.js';
import { reconcileStars } from '../telegram.jobs.js';
import { StarCursorsRepository } from './star-cursors.repository.js';
import { StarPayments } from './star-payments.js';
import { paymentIn, refundIn, type StarTransaction } from './star-transaction.js';

/** Bot API, getStarTransactions: "values between 1-100 are accepted". */
const perPage = 100;

/**
 * Compares Telegram's list of Star transactions with what is booked: a payment or a refund whose message never came is
 * made up for. Telegram does not tell of invoices that nobody paid, so those that are out of date are closed here too.
 */
@Injectable()
@OnCron(reconcileStars)
export class ReconcileStars {
  private readonly log = new Logger(ReconcileStars.name);

  constructor(
    private readonly reader: Reader,
    private readonly api: BotApi,
    private readonly cursors: StarCursorsRepository,
    private readonly payments: StarPayments,
    private readonly unfinished: UnfinishedPurchases,
  ) {}

  async handle(): Promise<void> {
    const { botId, isOffered } = this.payments.account;
    let seen = await this.cursors.seen(this.reader, botId);
    // Stars that were sold once are compared also after they were switched off.
    if (seen === undefined && !isOffered) return;
    seen ??= 0;
    for (;;) {
      const page = await this.page(seen);
      for (const transaction of page) await this.compare(transaction);
      seen += page.length;
      await this.cursors.advance(this.reader, botId, seen);
      if (page.length < perPage) break;
    }
    await this.closeUnpaid();
  }

  private async page(offset: number): Promise<readonly StarTransaction[]> {
    const list = await this.api.call<{ transactions: StarTransaction[] }>('getStarTransactions', {
      offset,
      limit: perPage,
    });
    return list.transactions;
  }

  private async compare(transaction: StarTransaction): Promise<void> {
    const payment = paymentIn(transaction);
    if (payment !== undefined && (await this.payments.received(payment))) {
      this.log.warn(`payment ${transaction.id} had been missed`);
    }
    const refund = refundIn(transaction);
    if (refund !== undefined && (await this.payments.refunded(refund.chargeId, refund.amount))) {
      this.log.warn(`the refund of ${transaction.id} had been missed`);
    }
  }

  private async closeUnpaid(): Promise<void> {
    for (const { id } of await this.unfinished.due({
      provider: 'stars',
      livemode: this.payments.account.livemode,
    })) {
      await this.unfinished.asked(id);
      await this.unfinished.expire(id);
    }
  }
}
