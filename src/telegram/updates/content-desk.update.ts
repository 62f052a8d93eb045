import { Update } from 'nestjs-telegraf';
import { ChangeContent, type ContentChange } from '../../billing/content/change-content.use-case.js';
import { actorOf } from '../guards/administrators.js';
import { contentTexts } from '../views/content-desk.view.js';
import { deskTexts } from '../views/desk.view.js';
import { oneLine } from '../views/plain-text.js';
import { type BotContext, commandOf } from './bot-context.js';
import { ContentShelf } from './content-shelf.js';
import { GroupCommand, GroupPress, pressed } from './listeners.js';
import { TopicDesk } from './topic-desk.js';

const pagePress = /^items:(\d{1,6})$/;
const itemPress = /^item:(\d{1,15}):(\d{1,6})$/;
const togglePress = /^item(hide|show):(\d{1,15}):(\d{1,6})$/;
const changeWords = /^(\d{1,15})\s+(price|title)\s+([\s\S]+)$/i;
/** Longer titles are refused, not cut. */
const longestLine = 4_096;

/** `/content`: what is locked, how it sells, and for administrators its price, its title and whether it is shown. */
@Update()
export class ContentDeskUpdate {
  constructor(
    private readonly desk: TopicDesk,
    private readonly shelf: ContentShelf,
    private readonly change: ChangeContent,
  ) {}

  @GroupCommand(/^content$/)
  async command(ctx: BotContext): Promise<void> {
    const rest = commandOf(ctx)?.rest ?? '';
    if (rest === '') return this.desk.replies.inGroup(ctx, await this.shelf.page(1));
    const id = /^#?(\d{1,15})$/.exec(rest)?.[1];
    if (id !== undefined) {
      const view = await this.shelf.item(Number(id), 1);
      return this.desk.replies.inGroup(ctx, view ?? { text: contentTexts.unknown });
    }
    const [, itemId, what, value = ''] = changeWords.exec(rest) ?? [];
    const change = what === undefined ? undefined : changeOf(what, value);
    if (change === undefined) return this.desk.replies.inGroup(ctx, { text: contentTexts.usage });
    await this.edit(ctx, Number(itemId), change);
  }

  @GroupPress(pagePress)
  async turn(ctx: BotContext): Promise<void> {
    const [page] = pressed(ctx, pagePress).map(Number);
    await this.desk.replies.answerPress(ctx);
    await this.desk.replies.editPressedInGroup(ctx, await this.shelf.page(page ?? 1));
  }

  @GroupPress(itemPress)
  async look(ctx: BotContext): Promise<void> {
    const [id, page] = pressed(ctx, itemPress).map(Number);
    await this.showItem(ctx, id ?? 0, page ?? 1);
  }

  @GroupPress(togglePress)
  async toggle(ctx: BotContext): Promise<void> {
    const [action, id, page] = pressed(ctx, togglePress);
    if (!(await this.desk.mayAct(ctx)))
      return this.desk.replies.answerPress(ctx, deskTexts.needsAdministrator, true);
    const kind = action === 'hide' ? ('hide' as const) : ('show' as const);
    const requestKey = `press:${ctx.callbackQuery?.id ?? ''}`;
    const request = { itemId: Number(id), change: { kind }, actor: actorOf(ctx), requestKey };
    const result = await this.change.execute(request);
    const done = kind === 'hide' ? contentTexts.hidden : contentTexts.shown;
    await this.showItem(ctx, Number(id), Number(page), result === 'changed' ? done : contentTexts.unchanged);
  }

  private async edit(ctx: BotContext, itemId: number, change: ContentChange): Promise<void> {
    if (!(await this.desk.mayAct(ctx)))
      return this.desk.replies.inGroup(ctx, { text: deskTexts.needsAdministrator });
    const requestKey = `message:${ctx.chat?.id ?? 0}:${ctx.message?.message_id ?? 0}`;
    await this.change.execute({ itemId, change, actor: actorOf(ctx), requestKey });
    const view = await this.shelf.item(itemId, 1);
    await this.desk.replies.inGroup(ctx, view ?? { text: contentTexts.unknown });
  }

  private async showItem(ctx: BotContext, id: number, page: number, answer?: string): Promise<void> {
    const view = await this.shelf.item(id, page);
    if (view === undefined) return this.desk.replies.answerPress(ctx, contentTexts.unknown, true);
    await this.desk.replies.answerPress(ctx, answer);
    await this.desk.replies.editPressedInGroup(ctx, view);
  }
}

function changeOf(what: string, value: string): ContentChange | undefined {
  if (what.toLowerCase() === 'title') return { kind: 'title', title: oneLine(value, longestLine) };
  return /^\d{1,30}$/.test(value) ? { kind: 'price', cost: Number(value) } : undefined;
}
