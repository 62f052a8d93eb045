import { Update } from 'nestjs-telegraf';
import { AnswerQuestion, type AnswerOutcome } from '../../conversations/contacts/answer-question.use-case.js';
import { contactPausedView, contactQuestionView, pauseEnd } from '../views/contact.view.js';
import { type BotContext, type Customer, customerOf } from './bot-context.js';
import { Courtesy } from './courtesy.js';
import { pressed, PrivatePress } from './listeners.js';
import { Replies } from './replies.js';

const answerPress = /^person:(\d{1,9}):([0-5]|again)$/;

/** The buttons of the question before a first message. A keyboard that is out of date turns into the present one. */
@Update()
export class ContactAnswerUpdate {
  constructor(
    private readonly answer: AnswerQuestion,
    private readonly courtesy: Courtesy,
    private readonly replies: Replies,
  ) {}

  @PrivatePress(answerPress)
  async press(ctx: BotContext): Promise<void> {
    const [question = '', pressedChoice = ''] = pressed(ctx, answerPress);
    const customer = customerOf(ctx);
    const { user, to } = customer;
    if (user.bannedAt !== null) return this.replies.answerPress(ctx, to.texts.banned(), true);
    const choice = pressedChoice === 'again' ? null : Number(pressedChoice);
    const outcome = await this.answer.execute({ userId: user.id, question: Number(question), choice });
    await this.show(ctx, customer, outcome, Number(question));
  }

  private async show(
    ctx: BotContext,
    customer: Customer,
    outcome: AnswerOutcome,
    question: number,
  ): Promise<void> {
    const { to } = customer;
    const { contact } = to.texts;
    switch (outcome.kind) {
      case 'over':
        return this.replies.answerPress(ctx, contact.pressOver(), true);
      case 'paused':
        await this.replies.answerPress(ctx, contact.pressPaused(pauseEnd(outcome.until, to)), true);
        return this.replies.editPressed(ctx, contactPausedView(question, outcome.until, to));
      case 'admitted': {
        await this.replies.answerPress(ctx);
        await this.replies.editPressed(ctx, { text: contact.admitted() });
        const { lastMessage } = outcome;
        return lastMessage === null ? undefined : this.courtesy.afterMessage(customer, lastMessage);
      }
      case 'wrong':
      case 'old':
        await this.replies.answerPress(
          ctx,
          outcome.kind === 'wrong' ? contact.pressWrong() : contact.pressOld(),
          outcome.kind === 'old',
        );
        return this.replies.editPressed(ctx, contactQuestionView(outcome, to));
      case 'again':
        await this.replies.answerPress(ctx);
        return this.replies.editPressed(ctx, contactQuestionView(outcome, to));
    }
  }
}
