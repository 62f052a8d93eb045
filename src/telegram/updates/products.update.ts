import { Update } from 'nestjs-telegraf';
import { AddProduct } from '../../billing/catalog/add-product.use-case.js';
import { priceOf } from '../../billing/catalog/price-rules.js';
import type { ProductEdit } from '../../billing/catalog/product-edit.js';
import { AppConfig } from '../../config/app-config.js';
import { sameMoney } from '../../kernel/money.js';
import { actorOf } from '../guards/administrators.js';
import { deskTexts } from '../views/desk.view.js';
import { type AddedKind, titleFor } from '../views/product-add.view.js';
import { addedText, confirmPriceView, doneView, editedText } from '../views/product-edit.view.js';
import { productUsage, wrongCommandText } from '../views/product-texts.js';
import { productsView, productView } from '../views/products.view.js';
import { escape, type View } from '../views/view.js';
import { type BotContext, commandOf } from './bot-context.js';
import { GroupCommand } from './listeners.js';
import { type ProductCommand, readProductCommand, type WrittenDraft } from './product-command.js';
import { ProductDesk, refusalText } from './product-desk.js';

type Change = Exclude<ProductCommand, { kind: 'list' | 'help' | 'page' | 'wrong' }>;

/** `/products`: everybody in the group sees the catalogue, administrators change it. */
@Update()
export class ProductsUpdate {
  constructor(
    private readonly desk: ProductDesk,
    private readonly addProduct: AddProduct,
    private readonly config: AppConfig,
  ) {}

  @GroupCommand(/^products$/)
  async products(ctx: BotContext): Promise<void> {
    const command = readProductCommand(commandOf(ctx)?.rest ?? '');
    await this.desk.replies.inGroup(ctx, await this.answer(ctx, command));
  }

  private async answer(ctx: BotContext, command: ProductCommand): Promise<View> {
    try {
      switch (command.kind) {
        case 'help':
          return { text: productUsage('all') };
        case 'wrong':
          return { text: wrongCommandText(command.usage, command.what) };
        case 'list':
          return productsView(await this.desk.list(), command.page, await this.desk.mayEdit(ctx));
        case 'page':
          return await this.page(ctx, command.code);
        default:
          if (!(await this.desk.mayEdit(ctx))) return { text: deskTexts.needsAdministrator };
          return await this.change(ctx, command);
      }
    } catch (error) {
      const reason = refusalText(error);
      if (reason === undefined) throw error;
      return { text: escape(reason) };
    }
  }

  private async page(ctx: BotContext, code: string): Promise<View> {
    const product = await this.desk.byCode(code);
    const { text, keyboard } = productView(product, (await this.desk.list()).length);
    return (await this.desk.mayEdit(ctx)) && keyboard !== undefined ? { text, keyboard } : { text };
  }

  private async change(ctx: BotContext, command: Change): Promise<View> {
    switch (command.kind) {
      case 'add':
        return this.add(ctx, command.draft);
      case 'price': {
        const product = await this.desk.byCode(command.code);
        const to = priceOf(command.amount, command.currency ?? product.price.currency);
        const edit = { field: 'price' as const, to };
        if (sameMoney(to, product.price)) {
          return { text: editedText({ product, edit, from: edit, changeId: null }) };
        }
        return confirmPriceView(product, edit, await this.desk.openPages(product));
      }
      case 'stars':
        return this.edit(ctx, command.code, { field: 'stars', to: command.stars });
      case 'credits':
        return this.edit(ctx, command.code, { field: 'credits', to: command.credits });
      case 'trial':
        return this.edit(ctx, command.code, { field: 'trial', to: command.days });
      case 'hide':
      case 'show':
        return this.edit(ctx, command.code, { field: 'hidden', to: command.kind === 'hide' });
      case 'move':
        return this.edit(ctx, command.code, { field: 'place', to: command.place });
      case 'title':
        return this.edit(ctx, command.code, {
          field: 'title',
          to: { language: command.language, text: command.text },
        });
    }
  }

  private async edit(ctx: BotContext, code: string, edit: ProductEdit): Promise<View> {
    const edited = await this.desk.edit({ code, edit, ...requestOf(ctx) });
    return doneView(editedText(edited), edited.changeId);
  }

  private async add(ctx: BotContext, { amount, currency, title, ...shape }: WrittenDraft): Promise<View> {
    const price = priceOf(amount, currency ?? this.config.currency);
    const named = title === undefined ? titleFor(kinds[shape.kind], shape) : { title, titles: {} };
    const draft = { ...shape, ...named, price, hasOwnCurrency: currency !== undefined };
    const { product, changeId } = await this.addProduct.execute({ draft, ...requestOf(ctx) });
    return doneView(addedText(product), changeId);
  }
}

const kinds: Record<WrittenDraft['kind'], AddedKind> = {
  credit_pack: 'pack',
  time_pass: 'pass',
  subscription: 'plan',
};

function requestOf(ctx: BotContext): { actor: ReturnType<typeof actorOf>; requestKey: string } {
  return { actor: actorOf(ctx), requestKey: `message:${ctx.chat?.id ?? 0}:${ctx.message?.message_id ?? 0}` };
}
