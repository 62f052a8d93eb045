import { Update } from 'nestjs-telegraf';
import { AssignThread, type Assignee } from '../../conversations/threads/assign-thread.use-case.js';
import { actorOf } from '../guards/administrators.js';
import { assignKeyboard } from '../views/card.view.js';
import { deskTexts } from '../views/desk.view.js';
import { assignedText, assignedView, unknownMemberText } from '../views/team.view.js';
import type { BotContext } from './bot-context.js';
import { CardPress } from './card-press.js';
import { GroupCommand, GroupPress, pressed } from './listeners.js';
import { TeamFinder, whoAndRest } from './team-finder.js';
import { TopicDesk } from './topic-desk.js';

const openPress = /^assign:(\d{1,15})$/;
const takePress = /^assign:(me|off):(\d{1,15})$/;

/** Who takes care of a conversation: any moderator may say so. */
@Update()
export class AssignUpdate {
  constructor(
    private readonly desk: TopicDesk,
    private readonly card: CardPress,
    private readonly finder: TeamFinder,
    private readonly assign: AssignThread,
  ) {}

  @GroupCommand(/^assign$/)
  async command(ctx: BotContext): Promise<void> {
    const thread = await this.desk.worked(ctx);
    if (thread === undefined) return;
    const [word] = whoAndRest(ctx);
    const isOff = word.toLowerCase() === 'off';
    const member = isOff ? null : await this.finder.find(ctx, word);
    if (member === undefined) {
      const text = word === '' ? deskTexts.assignUsage : unknownMemberText(word);
      return this.desk.replies.inGroup(ctx, { text });
    }
    const requestKey = `message:${thread.chatId}:${ctx.message?.message_id ?? 0}`;
    const result = await this.assign.execute({
      threadId: thread.id,
      assignee: member,
      actor: actorOf(ctx),
      requestKey,
    });
    const mentions = member !== null && member.telegramId !== ctx.from?.id;
    const view = result === 'changed' ? assignedView(member, mentions) : { text: deskTexts.alreadyAssigned };
    await this.desk.replies.inGroup(ctx, view);
  }

  @GroupPress(openPress)
  async open(ctx: BotContext): Promise<void> {
    const [threadId] = pressed(ctx, openPress);
    const thread = await this.card.openForWork(ctx, Number(threadId));
    if (thread === undefined) return;
    await this.card.show(ctx, thread, assignKeyboard(thread.id));
    await this.card.replies.answerPress(ctx);
  }

  @GroupPress(takePress)
  async take(ctx: BotContext): Promise<void> {
    const [who, threadId] = pressed(ctx, takePress);
    const thread = await this.card.openForWork(ctx, Number(threadId));
    if (thread === undefined) return;
    const actor = actorOf(ctx);
    const assignee: Assignee | null =
      who === 'off' || actor.telegramId === null ? null : { telegramId: actor.telegramId, name: actor.name };
    const requestKey = `press:${ctx.callbackQuery?.id ?? ''}`;
    const result = await this.assign.execute({ threadId: thread.id, assignee, actor, requestKey });
    await this.card.show(ctx, thread, undefined);
    const done = result === 'changed' ? assignedText(assignee) : deskTexts.alreadyAssigned;
    await this.card.replies.answerPress(ctx, done);
  }
}
