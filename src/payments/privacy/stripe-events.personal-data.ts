import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/db.js';
import { area, type Person, PersonalData } from '../../users/privacy/personal-data.js';

const ofCustomer = `exists (
  select from provider_customers c where c.user_id = $1 and c.provider = 'stripe'
    and c.customer_id in (t.payload #>> '{data,object,customer}', t.object_id))`;

/** What Stripe told about somebody. That it told something stays, so that it is not taken for news again. */
@Injectable()
export class StripeEventsPersonalData extends PersonalData {
  readonly stage = 'traces';
  readonly areas = [area('news_from_stripe', 'stripe_events', ofCustomer)];

  async erase(tx: Tx, { userId }: Person): Promise<void> {
    await tx.query(`update stripe_events t set payload = '{}' where ${ofCustomer}`, [userId]);
  }
}
