import { Update } from 'nestjs-telegraf';
import type { ProductEdit } from '../../billing/catalog/product-edit.js';
import type { ListedProduct } from '../../billing/catalog/products.repository.js';
import { RequestPublication } from '../../billing/catalog/request-publication.use-case.js';
import { UndoProductChange, type Undone } from '../../billing/catalog/undo-product-change.use-case.js';
import { actorOf } from '../guards/administrators.js';
import { deskTexts } from '../views/desk.view.js';
import { editedText, doneView } from '../views/product-edit.view.js';
import { productTexts } from '../views/product-texts.js';
import { productHowView, productsView, productView } from '../views/products.view.js';
import type { View } from '../views/view.js';
import type { BotContext } from './bot-context.js';
import { GroupPress, pressed, topicOf } from './listeners.js';
import { ProductDesk, refusalText } from './product-desk.js';

const listPress = /^products:(list|look):(\d{1,4})$/;
const pagePress = /^products:(page|price|title|size|keep):(\d{1,15})$/;
const actPress = /^products:(hide|show|up|down):(\d{1,15})$/;
const setPress = /^products:set:(\d{1,15}):(\d{1,8}):([a-z]{3}):(\d{1,8}):([a-z]{3})$/;
const publishPress = /^products:publish$/;
const undoPress = /^products:undo:(\d{1,15})$/;

/** The buttons of `/products`. Every press is checked anew: data and presser may be anybody's. */
@Update()
export class ProductPressUpdate {
  constructor(
    private readonly desk: ProductDesk,
    private readonly undoChange: UndoProductChange,
    private readonly publication: RequestPublication,
  ) {}

  @GroupPress(listPress)
  async list(ctx: BotContext): Promise<void> {
    const [kind, page] = pressed(ctx, listPress);
    const edits = kind === 'list';
    if (edits && !(await this.allowed(ctx))) return;
    await this.desk.replies.editPressedInGroup(
      ctx,
      productsView(await this.desk.list(), Number(page), edits),
    );
    await this.desk.replies.answerPress(ctx);
  }

  @GroupPress(pagePress)
  async page(ctx: BotContext): Promise<void> {
    const [what, id] = pressed(ctx, pagePress);
    await this.onProduct(ctx, Number(id), (product, count) => {
      const how =
        what === 'price' || what === 'title' || what === 'size' ? productHowView(product, what) : undefined;
      const view = how ?? productView(product, count);
      return Promise.resolve({ view, answer: what === 'keep' ? productTexts.kept : undefined });
    });
  }

  @GroupPress(actPress)
  async act(ctx: BotContext): Promise<void> {
    const [action, id] = pressed(ctx, actPress);
    const requestKey = `press:${ctx.callbackQuery?.id ?? ''}`;
    await this.onProduct(ctx, Number(id), async (product, count) => {
      if (action === 'up' && product.place === 1) return { answer: productTexts.first };
      if (action === 'down' && product.place === count) return { answer: productTexts.last };
      const edit = editOf(action, product);
      const edited = await this.desk.edit({ code: product.code, edit, actor: actorOf(ctx), requestKey });
      const news = { text: editedText(edited), changeId: edited.changeId };
      return { view: productView(edited.product, count, news) };
    });
  }

  @GroupPress(setPress)
  async setPrice(ctx: BotContext): Promise<void> {
    const [id, amountBefore, currencyBefore = '', amount, currency = ''] = pressed(ctx, setPress);
    const message = ctx.callbackQuery?.message?.message_id ?? 0;
    await this.onProduct(ctx, Number(id), async ({ code }) => {
      const edited = await this.desk.edit({
        code,
        edit: { field: 'price', to: { amount: Number(amount), currency } },
        from: { field: 'price', to: { amount: Number(amountBefore), currency: currencyBefore } },
        actor: actorOf(ctx),
        // The question is asked once, so it is answered once.
        requestKey: `product-price:${ctx.chat?.id ?? 0}:${message}`,
      });
      return { view: doneView(editedText(edited), edited.changeId) };
    });
  }

  @GroupPress(undoPress)
  async undo(ctx: BotContext): Promise<void> {
    if (!(await this.allowed(ctx))) return;
    const [changeId] = pressed(ctx, undoPress);
    await this.answered(ctx, async () => {
      const undone = await this.undoChange.execute(Number(changeId), actorOf(ctx));
      if (undone.kind === 'already') return { answer: productTexts.alreadyUndone };
      return { view: { text: undoneText(undone) }, answer: productTexts.undone };
    });
  }

  @GroupPress(publishPress)
  async publish(ctx: BotContext): Promise<void> {
    if (!(await this.allowed(ctx))) return;
    if (!this.publication.isPossible) return this.desk.replies.answerPress(ctx, productTexts.noStripe, true);
    const chatId = ctx.chat?.id ?? 0;
    const requestKey = `press:${ctx.callbackQuery?.id ?? ''}`;
    await this.publication.execute({ requestKey, chatId, topicId: topicOf(ctx) ?? null }, actorOf(ctx));
    await this.desk.replies.answerPress(ctx, productTexts.publishing);
  }

  private async onProduct(
    ctx: BotContext,
    id: number,
    work: (product: ListedProduct, count: number) => Promise<Shown>,
  ): Promise<void> {
    if (!(await this.allowed(ctx))) return;
    const products = await this.desk.list();
    const product = products.find((candidate) => candidate.id === id);
    if (product === undefined) return this.desk.replies.answerPress(ctx, productTexts.stale, true);
    await this.answered(ctx, () => work(product, products.length));
  }

  private async answered(ctx: BotContext, work: () => Promise<Shown>): Promise<void> {
    try {
      const { view, answer } = await work();
      if (view !== undefined) await this.desk.replies.editPressedInGroup(ctx, view);
      await this.desk.replies.answerPress(ctx, answer);
    } catch (error) {
      const reason = refusalText(error);
      if (reason === undefined) throw error;
      await this.desk.replies.answerPress(ctx, reason, true);
    }
  }

  private async allowed(ctx: BotContext): Promise<boolean> {
    if (await this.desk.mayEdit(ctx)) return true;
    await this.desk.replies.answerPress(ctx, deskTexts.needsAdministrator, true);
    return false;
  }
}

interface Shown {
  readonly view?: View;
  readonly answer?: string | undefined;
}

function editOf(action: string | undefined, { place }: ListedProduct): ProductEdit {
  if (action === 'up') return { field: 'place', to: place - 1 };
  if (action === 'down') return { field: 'place', to: place + 1 };
  return { field: 'hidden', to: action === 'hide' };
}

function undoneText(undone: Exclude<Undone, { kind: 'already' }>): string {
  if (undone.kind === 'edited') return `↩️ Undone. ${editedText(undone.edited)}`;
  const gone =
    undone.kind === 'removed' ? 'is gone again' : 'was ordered already, so it is hidden and not removed';
  return `↩️ Undone. <code>${undone.code}</code> ${gone}.`;
}
