import { Update } from 'nestjs-telegraf';
import { ambiguousView, nobodyText, userSearchTexts } from '../views/user-search.view.js';
import type { View } from '../views/view.js';
import { type BotContext, commandOf } from './bot-context.js';
import { GroupCommand } from './listeners.js';
import { PeopleFinder } from './people-finder.js';
import { Replies } from './replies.js';
import { UserPages } from './user-pages.js';

/** `/user`: a customer's card anywhere in the group, with the way into their topic. */
@Update()
export class UserSearchUpdate {
  constructor(
    private readonly people: PeopleFinder,
    private readonly pages: UserPages,
    private readonly replies: Replies,
  ) {}

  @GroupCommand(/^user$/)
  async find(ctx: BotContext): Promise<void> {
    const asked = commandOf(ctx)?.rest ?? '';
    await this.replies.inGroup(ctx, await this.answer(asked));
  }

  private async answer(asked: string): Promise<View> {
    if (asked === '') return { text: userSearchTexts.usage };
    const found = await this.people.customers(asked);
    const [user] = found;
    if (user === undefined) return { text: nobodyText(asked) };
    if (found.length > 1) return ambiguousView(asked, found, 'user');
    return this.pages.of(user);
  }
}
