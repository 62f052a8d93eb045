import { Update } from 'nestjs-telegraf';
import { CardQuery } from '../../conversations/cards/card.query.js';
import { NotesQuery } from '../../conversations/threads/notes.query.js';
import { AppConfig } from '../../config/app-config.js';
import { Reader } from '../../database/reader.js';
import { cardView } from '../views/card.view.js';
import { infoView } from '../views/desk.view.js';
import type { BotContext } from './bot-context.js';
import { GroupCommand } from './listeners.js';
import { TopicDesk } from './topic-desk.js';

/** `/info`: the card as it is now, and what moderators noted. */
@Update()
export class TopicInfoUpdate {
  constructor(
    private readonly desk: TopicDesk,
    private readonly reader: Reader,
    private readonly cards: CardQuery,
    private readonly notes: NotesQuery,
    private readonly config: AppConfig,
  ) {}

  @GroupCommand(/^info$/)
  async info(ctx: BotContext): Promise<void> {
    const thread = await this.desk.thread(ctx);
    if (thread === undefined) return;
    const card = await this.cards.of(this.reader, thread);
    const notes = await this.notes.latest(this.reader, thread.id);
    const { timeZone } = this.config;
    // All notes follow below the card.
    const view = cardView({ ...card, notes: 0, latestNotes: [] }, timeZone);
    await this.desk.replies.inGroup(ctx, infoView(view, notes, timeZone));
  }
}
