import { Injectable } from '@nestjs/common';
import { UsualWaitQuery } from '../../conversations/episodes/usual-wait.query.js';
import { WorkingTime } from '../../conversations/episodes/working-time.js';
import { Transactor } from '../../database/transactor.js';
import { SettingsService } from '../../users/settings/settings.service.js';
import { Outbox } from '../outbound/outbox.js';
import { acknowledgementView, awayView } from '../views/courtesy.view.js';
import type { View } from '../views/view.js';
import type { Customer } from './bot-context.js';

/** What the bot says by itself to somebody whose message is on its way: that we have it, or that nobody is here. */
@Injectable()
export class Courtesy {
  constructor(
    private readonly transactor: Transactor,
    private readonly settings: SettingsService,
    private readonly time: WorkingTime,
    private readonly waits: UsualWaitQuery,
    private readonly outbox: Outbox,
  ) {}

  async afterMessage(customer: Customer, messageId: number): Promise<void> {
    const { reader } = this.transactor;
    const settings = await this.settings.current(reader);
    const closed = settings.away_notice ? await this.time.closed(reader) : undefined;
    if (closed !== undefined) {
      // One closed time ends with one opening.
      const key = `away:${customer.user.id}:${closed.opens?.toISOString() ?? ''}`;
      const words = settings[`away_text_${customer.to.language}`];
      return this.sayOnce(customer, key, awayView(words, closed.opens, customer.to));
    }
    if (!settings.acknowledge_messages) return;
    if (!(await this.waits.isAfterSilence(reader, customer.user.id))) return;
    const seconds = await this.waits.seconds(reader);
    const words = settings[`acknowledgement_${customer.to.language}`];
    const view = acknowledgementView(words, seconds, customer.to);
    await this.sayOnce(customer, `acknowledged:${customer.user.id}:${messageId}`, view);
  }

  private async sayOnce({ telegramId }: Customer, key: string, view: View): Promise<void> {
    if ((await this.outbox.saidAt(this.transactor.reader, key)) !== undefined) return;
    await this.transactor.run(async (tx) => {
      if (await this.outbox.once(tx, key)) await this.outbox.toCustomer(tx, telegramId, view);
    });
  }
}
