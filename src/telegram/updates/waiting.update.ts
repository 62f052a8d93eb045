import { Update } from 'nestjs-telegraf';
import { WaitingQuery } from '../../conversations/threads/waiting.query.js';
import { Reader } from '../../database/reader.js';
import { Clock } from '../../kernel/clock.js';
import { asChatId } from '../../kernel/ids.js';
import { waitingView } from '../views/waiting.view.js';
import type { View } from '../views/view.js';
import type { BotContext } from './bot-context.js';
import { GroupCommand, GroupPress, pressed } from './listeners.js';
import { Replies } from './replies.js';

const pagePress = /^waiting:(\d{1,5})$/;

/** `/waiting`, for every moderator: nothing is changed here. */
@Update()
export class WaitingUpdate {
  constructor(
    private readonly waiting: WaitingQuery,
    private readonly reader: Reader,
    private readonly replies: Replies,
    private readonly clock: Clock,
  ) {}

  @GroupCommand(/^waiting$/)
  async list(ctx: BotContext): Promise<void> {
    await this.replies.inGroup(ctx, await this.page(ctx, 0));
  }

  @GroupPress(pagePress)
  async turn(ctx: BotContext): Promise<void> {
    const [page] = pressed(ctx, pagePress);
    await this.replies.editPressedInGroup(ctx, await this.page(ctx, Number(page)));
    await this.replies.answerPress(ctx);
  }

  private async page(ctx: BotContext, page: number): Promise<View> {
    const chatId = asChatId(ctx.chat?.id ?? 0);
    return waitingView(await this.waiting.of(this.reader, chatId, page), chatId, this.clock.now());
  }
}
