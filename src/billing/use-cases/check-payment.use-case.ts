import { Injectable } from '@nestjs/common';
import { Reader } from '../../database/reader.js';
import { Clock } from '../../kernel/clock.js';
import type { TelegramId } from '../../kernel/ids.js';
import { type Money, sameMoney } from '../../kernel/money.js';
import { UsersRepository } from '../../users/users.repository.js';
import { PurchaseGate } from '../purchases/purchase-gate.js';
import { PurchasesRepository } from '../purchases/purchases.repository.js';

export interface IntendedPayment {
  readonly provider: string;
  readonly purchaseId: string | null;
  readonly payer: TelegramId;
  readonly price: Money;
}

/** Why money that is about to be paid had better stay where it is. */
export type PaymentObjection =
  'unknown' | 'not_yours' | 'paid' | 'out_of_date' | 'banned' | 'disputes' | 'plan_held' | 'one_plan';

/** Asked by providers that let us refuse before anything is paid. Reads only: what is true when it was paid counts. */
@Injectable()
export class CheckPayment {
  constructor(
    private readonly reader: Reader,
    private readonly purchases: PurchasesRepository,
    private readonly users: UsersRepository,
    private readonly gate: PurchaseGate,
    private readonly clock: Clock,
  ) {}

  /** Undefined when nothing speaks against it. */
  async execute(intended: IntendedPayment): Promise<PaymentObjection | undefined> {
    const { purchaseId, provider, payer, price } = intended;
    const purchase = purchaseId === null ? null : await this.purchases.byId(this.reader, purchaseId);
    if (purchase?.provider !== provider) return 'unknown';
    const owner = await this.users.byId(this.reader, purchase.userId);
    if (owner.telegramId !== payer) return 'not_yours';
    const { isBanned, isBlocked } = await this.gate.standing(this.reader, owner.id);
    if (isBanned) return 'banned';
    if (isBlocked) return 'disputes';
    if (purchase.status === 'paid') return 'paid';
    const way = await this.gate.planWay(this.reader, owner.id, purchase);
    if (way !== undefined) return way === 'same' ? 'plan_held' : 'one_plan';
    const isOpen = purchase.status === 'created' || purchase.status === 'open';
    const isLate = purchase.expiresAt !== null && purchase.expiresAt <= this.clock.now();
    if (!isOpen || isLate || !sameMoney(purchase, price)) return 'out_of_date';
    return undefined;
  }
}
