import { Update } from 'nestjs-telegraf';
import { AddProduct } from '../../billing/catalog/add-product.use-case.js';
import { AppConfig } from '../../config/app-config.js';
import { actorOf } from '../guards/administrators.js';
import { deskTexts } from '../views/desk.view.js';
import {
  type AddedKind,
  addKindView,
  addPriceView,
  addSizeView,
  readSize,
  titleFor,
} from '../views/product-add.view.js';
import { addedText, doneView } from '../views/product-edit.view.js';
import { productTexts } from '../views/product-texts.js';
import type { View } from '../views/view.js';
import type { BotContext } from './bot-context.js';
import { GroupPress, pressed } from './listeners.js';
import { ProductDesk, refusalText } from './product-desk.js';

const addPress = /^products:add$/;
const kindPress = /^products:add:(pack|pass|plan):([\w-]{1,24})$/;
const sizePress = /^products:new:(pack|pass|plan):([my]?\d{1,7}):([\w-]{1,24})$/;
const pricePress = /^products:new:(pack|pass|plan):([my]?\d{1,7}):(\d{1,8}):([\w-]{1,24})$/;

/** `➕ Add`: kind, then size, then price, each a press in the same message. */
@Update()
export class ProductAddPressUpdate {
  constructor(
    private readonly desk: ProductDesk,
    private readonly addProduct: AddProduct,
    private readonly config: AppConfig,
  ) {}

  @GroupPress(addPress)
  async add(ctx: BotContext): Promise<void> {
    const mark = ctx.callbackQuery?.id.slice(-24) ?? '0';
    await this.show(ctx, () => Promise.resolve(addKindView(mark)));
  }

  @GroupPress(kindPress)
  async kind(ctx: BotContext): Promise<void> {
    const [kind, mark = ''] = pressed(ctx, kindPress);
    await this.show(ctx, async () => addSizeView(kind as AddedKind, mark, await this.desk.list()));
  }

  @GroupPress(sizePress)
  async size(ctx: BotContext): Promise<void> {
    const [kind, size = '', mark = ''] = pressed(ctx, sizePress);
    const isSize = readSize(kind as AddedKind, size) !== undefined;
    await this.show(ctx, () =>
      Promise.resolve(isSize ? addPriceView(kind as AddedKind, size, mark, this.config.currency) : undefined),
    );
  }

  @GroupPress(pricePress)
  async price(ctx: BotContext): Promise<void> {
    const [kindText, sizeText = '', amount, mark = ''] = pressed(ctx, pricePress);
    const kind = kindText as AddedKind;
    const size = readSize(kind, sizeText);
    await this.show(ctx, async () => {
      if (size === undefined) return undefined;
      const price = { amount: Number(amount), currency: this.config.currency };
      const named = { ...titleFor(kind, size), kind: kinds[kind], code: null };
      const draft = { ...size, ...named, price, hasOwnCurrency: false };
      const request = { actor: actorOf(ctx), requestKey: `product-add:${mark}` };
      const { product, changeId } = await this.addProduct.execute({ draft, ...request });
      return doneView(addedText(product), changeId);
    });
  }

  /** The next page of the walk; without one the button is none of ours. */
  private async show(ctx: BotContext, next: () => Promise<View | undefined>): Promise<void> {
    const { replies } = this.desk;
    if (!(await this.desk.mayEdit(ctx))) {
      return replies.answerPress(ctx, deskTexts.needsAdministrator, true);
    }
    try {
      const view = await next();
      if (view !== undefined) await replies.editPressedInGroup(ctx, view);
      await replies.answerPress(ctx, view === undefined ? productTexts.stale : undefined, view === undefined);
    } catch (error) {
      const reason = refusalText(error);
      if (reason === undefined) throw error;
      await replies.answerPress(ctx, reason, true);
    }
  }
}

const kinds = { pack: 'credit_pack', pass: 'time_pass', plan: 'subscription' } as const;
