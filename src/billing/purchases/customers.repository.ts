import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/db.js';
import type { UserId } from '../../kernel/ids.js';

export interface ProviderMode {
  readonly provider: string;
  readonly livemode: boolean;
}

/** Which customer at the payment provider is which of ours; one per user and mode. */
@Injectable()
export class CustomersRepository {
  async customerOf(
    db: Db,
    { provider, livemode }: ProviderMode,
    userId: UserId,
  ): Promise<string | undefined> {
    const [row] = await db.query<{ customerId: string }>(
      `select customer_id as "customerId" from provider_customers where provider = $1 and livemode = $2 and user_id = $3`,
      [provider, livemode, userId],
    );
    return row?.customerId;
  }

  /** Whose customer that is; the provider's events about cards and intents name nobody else. */
  async userOf(
    db: Db,
    { provider, livemode }: ProviderMode,
    customerId: string,
  ): Promise<UserId | undefined> {
    const [row] = await db.query<{ userId: UserId }>(
      `select user_id as "userId" from provider_customers where provider = $1 and livemode = $2 and customer_id = $3`,
      [provider, livemode, customerId],
    );
    return row?.userId;
  }

  /**
   * Several pages of a new customer are opened at once, and each asks for the same provider customer. Either of the two
   * unique constraints may notice the second, so neither is named.
   */
  async remember(
    tx: Tx,
    { provider, livemode }: ProviderMode,
    userId: UserId,
    customerId: string,
  ): Promise<void> {
    await tx.query(
      `insert into provider_customers (provider, livemode, user_id, customer_id) values ($1, $2, $3, $4)
       on conflict do nothing`,
      [provider, livemode, userId, customerId],
    );
  }
}
