import { Update } from 'nestjs-telegraf';
import { ApproveContact } from '../../conversations/contacts/approve-contact.use-case.js';
import { ThreadsRepository } from '../../conversations/threads/threads.repository.js';
import { Reader } from '../../database/reader.js';
import { asUserId, type UserId } from '../../kernel/ids.js';
import { BanUser } from '../../users/ban-user.use-case.js';
import { actorOf } from '../guards/administrators.js';
import { deskTexts } from '../views/desk.view.js';
import { spamReason, spamTexts } from '../views/spam.view.js';
import type { BotContext } from './bot-context.js';
import { GroupPress, pressed } from './listeners.js';
import { TopicDesk } from './topic-desk.js';

const spamPress = /^spam:(approve|ban|unban):(\d{1,15})$/;

/** The buttons of the Spam topic. Approving is moderators' work; a ban needs an administrator. */
@Update()
export class SpamPressUpdate {
  constructor(
    private readonly reader: Reader,
    private readonly threads: ThreadsRepository,
    private readonly approve: ApproveContact,
    private readonly banUser: BanUser,
    private readonly desk: TopicDesk,
  ) {}

  @GroupPress(spamPress)
  async press(ctx: BotContext): Promise<void> {
    const [action = '', id] = pressed(ctx, spamPress);
    const text = (await this.refusal(ctx, action)) ?? (await this.act(ctx, action, asUserId(Number(id))));
    await this.desk.replies.answerPress(ctx, text, true);
  }

  private async refusal(ctx: BotContext, action: string): Promise<string | undefined> {
    if (action === 'approve') return (await this.desk.mayWork(ctx)) ? undefined : deskTexts.onlyReads;
    return (await this.desk.mayAct(ctx)) ? undefined : deskTexts.needsAdministrator;
  }

  private async act(ctx: BotContext, action: string, userId: UserId): Promise<string> {
    const thread = await this.threads.byUser(this.reader, userId);
    // Whoever sends made-up data decides in no other group.
    if (thread === undefined || thread.chatId !== ctx.chat?.id) return spamTexts.stale;
    const request = { userId, actor: actorOf(ctx), requestKey: `press:${ctx.callbackQuery?.id ?? ''}` };
    if (action === 'approve') {
      return (await this.approve.execute(request)) === 'approved' ? spamTexts.approved : spamTexts.over;
    }
    const banned = action === 'ban';
    const reason = banned ? spamReason : null;
    const result = await this.banUser.execute({ ...request, banned, reason });
    if (result === 'unchanged') return banned ? spamTexts.alreadyBanned : spamTexts.notBanned;
    return banned ? spamTexts.banned : spamTexts.unbanned;
  }
}
