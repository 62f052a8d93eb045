import { Update } from 'nestjs-telegraf';
import { Catalog } from '../../billing/catalog/catalog.js';
import { Reader } from '../../database/reader.js';
import { PayMessagesRepository } from '../outbound/pay-messages.repository.js';
import { endedAnswer } from '../views/pay-message.view.js';
import { type BotContext, customerOf } from './bot-context.js';
import { pressed, PrivatePress } from './listeners.js';
import { Replies } from './replies.js';
import { ShopWindow } from './shop-window.js';

const endedPress = /^offer:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** A button whose purchase has ended: it says why, and opens a new page where that makes sense. */
@Update()
export class EndedOfferUpdate {
  constructor(
    private readonly reader: Reader,
    private readonly messages: PayMessagesRepository,
    private readonly catalog: Catalog,
    private readonly shop: ShopWindow,
    private readonly replies: Replies,
  ) {}

  @PrivatePress(endedPress)
  async press(ctx: BotContext): Promise<void> {
    const { user, to } = customerOf(ctx);
    const [id = ''] = pressed(ctx, endedPress);
    const [purchase] = await this.messages.purchases(this.reader, [id]);
    // Somebody else's purchase is answered like none.
    if (purchase?.userId !== user.id) return this.replies.answerPress(ctx, to.texts.stale(), true);
    const isDone = purchase.status === 'paid' || purchase.status === 'processing';
    await this.replies.answerPress(ctx, endedAnswer(purchase, to), isDone);
    if (isDone) return;
    const isOnSale = (await this.catalog.offers()).some(({ code }) => code === purchase.code);
    await this.replies.toCustomer(
      ctx,
      isOnSale
        ? await this.shop.page(ctx, purchase.code, purchase.savesCard)
        : await this.shop.everything(ctx),
    );
  }
}
