import { Update } from 'nestjs-telegraf';
import { SetSilent } from '../../conversations/threads/set-silent.use-case.js';
import { actorOf } from '../guards/administrators.js';
import { deskTexts } from '../views/desk.view.js';
import { type BotContext, commandOf } from './bot-context.js';
import { textBehindCommand } from './content-reading.js';
import { DeskLetters } from './desk-letters.js';
import { GroupCommand } from './listeners.js';
import { TopicDesk } from './topic-desk.js';

/** `/silent`: messages that make no sound at the customer's, all of them or this one. */
@Update()
export class SilentUpdate {
  constructor(
    private readonly desk: TopicDesk,
    private readonly setSilent: SetSilent,
    private readonly letters: DeskLetters,
  ) {}

  @GroupCommand(/^silent$/)
  async silent(ctx: BotContext): Promise<void> {
    const thread = await this.desk.worked(ctx);
    const { message } = ctx;
    if (thread === undefined || message === undefined) return;
    const rest = commandOf(ctx)?.rest ?? '';
    if (!/^(on|off)?$/i.test(rest)) {
      await this.letters.send(ctx, { text: textBehindCommand(message), isSilent: true });
      return;
    }
    const isSilent = await this.setSilent.execute({
      threadId: thread.id,
      isSilent: rest === '' ? null : rest.toLowerCase() === 'on',
      actor: actorOf(ctx),
      requestKey: `message:${thread.chatId}:${message.message_id}`,
    });
    await this.desk.replies.inGroup(ctx, { text: isSilent ? deskTexts.silent : deskTexts.audible });
  }
}
