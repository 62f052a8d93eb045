import { Update } from 'nestjs-telegraf';
import { BillingOverviewQuery } from '../../billing/billing-overview.query.js';
import { Reader } from '../../database/reader.js';
import { asTelegramId } from '../../kernel/ids.js';
import { ErasePerson } from '../../users/privacy/erase-person.use-case.js';
import type { Person } from '../../users/privacy/personal-data.js';
import { ExportRequests } from '../privacy/export-requests.js';
import { eraseQuestionView, erasedView, planFirstView, privacyView } from '../views/privacy.view.js';
import type { View } from '../views/view.js';
import { type BotContext, customerOf } from './bot-context.js';
import { pressed, PrivateCommand, PrivatePress } from './listeners.js';
import { Replies } from './replies.js';

const privacyPress = /^privacy:(export|ask|keep)$/;
const erasePress = /^privacy:erase:(\d{1,15})$/;

/** `/privacy`: what is stored about the customer as a file, and erasing it after a question. */
@Update()
export class PrivacyUpdate {
  constructor(
    private readonly reader: Reader,
    private readonly billing: BillingOverviewQuery,
    private readonly exports: ExportRequests,
    private readonly erasure: ErasePerson,
    private readonly replies: Replies,
  ) {}

  @PrivateCommand(/^privacy$/)
  async show(ctx: BotContext): Promise<void> {
    await this.replies.toCustomer(ctx, privacyView(customerOf(ctx).to));
  }

  @PrivatePress(privacyPress)
  async press(ctx: BotContext): Promise<void> {
    const [wish] = pressed(ctx, privacyPress);
    const { to } = customerOf(ctx);
    if (wish === 'export') {
      await this.exports.request(personOf(ctx));
      return this.replies.answerPress(ctx, to.texts.person.exportComing());
    }
    await this.replies.answerPress(ctx);
    await this.replies.editPressed(ctx, wish === 'ask' ? await this.question(ctx) : privacyView(to));
  }

  @PrivatePress(erasePress)
  async erase(ctx: BotContext): Promise<void> {
    const [seen] = pressed(ctx, erasePress);
    const { to } = customerOf(ctx);
    const { credits } = await this.billing.of(this.reader, personOf(ctx).userId);
    // Something came in or went since the question: what would be lost is another now.
    if (credits !== Number(seen)) {
      await this.replies.answerPress(ctx, to.texts.person.eraseChanged(), true);
      return this.replies.editPressed(ctx, await this.question(ctx));
    }
    const done = await this.erasure.execute(personOf(ctx), (tx) =>
      this.replies.editPressedWithin(tx, ctx, erasedView(to)),
    );
    if (done === 'plan') await this.replies.editPressed(ctx, planFirstView(to));
    await this.replies.answerPress(ctx);
  }

  private async question(ctx: BotContext): Promise<View> {
    const { user, to } = customerOf(ctx);
    if ((await this.erasure.obstacle(user.id)) !== undefined) return planFirstView(to);
    return eraseQuestionView((await this.billing.of(this.reader, user.id)).credits, to);
  }
}

function personOf(ctx: BotContext): Person {
  const { user, telegramId } = customerOf(ctx);
  return { userId: user.id, telegramId: asTelegramId(telegramId) };
}
