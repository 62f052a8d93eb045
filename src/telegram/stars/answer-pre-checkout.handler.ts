import { Injectable } from '@nestjs/common';
import type { Update } from 'telegraf/types';
import { CheckPayment, type PaymentObjection } from '../../billing/use-cases/check-payment.use-case.js';
import type { Tx } from '../../database/db.js';
import { Reader } from '../../database/reader.js';
import { announce } from '../../jobs/background/announce.js';
import { HandlesLane, LaneHandler } from '../../jobs/lanes/lane-handler.js';
import type { LaneItem } from '../../jobs/lanes/lane-item.js';
import { asTelegramId } from '../../kernel/ids.js';
import { languageOf } from '../../users/language.js';
import { UsersRepository } from '../../users/users.repository.js';
import { preCheckoutItem } from '../inbox/updates-inbox.repository.js';
import { BotApi } from '../outbound/bot-api.js';
import { Refusal } from '../outbound/refusal.js';
import { updateGivenUp } from '../telegram.jobs.js';
import { texts } from '../views/texts/texts.js';
import { moneyOf, purchaseIdOf } from './star-payment.js';

type Query = Update.PreCheckoutQueryUpdate['pre_checkout_query'];

/**
 * Somebody is about to pay and waits. Bot API: without an answer within ten seconds the payment is off, so this has
 * workers of its own and counts against no limit.
 */
@Injectable()
@HandlesLane({ queue: 'urgent', kinds: [preCheckoutItem] })
export class AnswerPreCheckout extends LaneHandler<Update.PreCheckoutQueryUpdate> {
  constructor(
    private readonly check: CheckPayment,
    private readonly reader: Reader,
    private readonly users: UsersRepository,
    private readonly api: BotApi,
  ) {
    super();
  }

  async handle(items: readonly LaneItem<Update.PreCheckoutQueryUpdate>[]): Promise<readonly number[]> {
    const [item] = items;
    if (item === undefined) return [];
    const query = item.payload.pre_checkout_query;
    const objection = await this.check.execute({
      provider: 'stars',
      purchaseId: purchaseIdOf(query.invoice_payload),
      payer: asTelegramId(query.from.id),
      price: moneyOf(query),
    });
    await this.answer(query, objection);
    return [item.id];
  }

  override async givenUp(tx: Tx, item: LaneItem, error: Error): Promise<void> {
    const { id, lane, position } = item;
    await announce(tx, updateGivenUp, { item: id, lane, what: `update ${position}`, error: error.message });
  }

  private async answer(query: Query, objection: PaymentObjection | undefined): Promise<void> {
    const verdict =
      objection === undefined
        ? { ok: true }
        : { ok: false, error_message: await this.refusalText(query, objection) };
    try {
      await this.api.call('answerPreCheckoutQuery', { pre_checkout_query_id: query.id, ...verdict });
    } catch (error) {
      // Too late, or answered before a crash: Telegram has told the payer.
      if (!(error instanceof Refusal)) throw error;
    }
  }

  private async refusalText({ from }: Query, objection: PaymentObjection): Promise<string> {
    const user = await this.users.byTelegramId(this.reader, asTelegramId(from.id));
    const stranger = { chosenLanguage: null, languageCode: from.language_code ?? null };
    return texts[languageOf(user ?? stranger)].paymentObjection[objection];
  }
}
