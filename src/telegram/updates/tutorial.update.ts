import { Update } from 'nestjs-telegraf';
import { RewardTutorial } from '../../billing/use-cases/reward-tutorial.use-case.js';
import { Transactor } from '../../database/transactor.js';
import { SettingsService } from '../../users/settings/settings.service.js';
import { Outbox } from '../outbound/outbox.js';
import { tutorialEndView, tutorialView } from '../views/tutorial.view.js';
import { type BotContext, customerOf, type Next } from './bot-context.js';
import { pressed, PrivateCommand, PrivatePress } from './listeners.js';
import { Replies } from './replies.js';

const tutorialPress = /^tutorial:([23]|done|skip)$/;

/** Three steps behind the greeting of a new customer, if the owner wants them. Listed before `/start`. */
@Update()
export class TutorialUpdate {
  constructor(
    private readonly transactor: Transactor,
    private readonly settings: SettingsService,
    private readonly reward: RewardTutorial,
    private readonly outbox: Outbox,
    private readonly replies: Replies,
  ) {}

  @PrivateCommand(/^start$/)
  async begin(ctx: BotContext, next: Next): Promise<void> {
    await next();
    const { user, isNew, telegramId, to } = customerOf(ctx);
    const settings = await this.settings.current(this.transactor.reader);
    if (!isNew || user.isReturning || !settings.tutorial) return;
    await this.transactor.run(async (tx) => {
      if (!(await this.outbox.once(tx, offeredKey(user.id)))) return;
      await this.outbox.toCustomer(tx, telegramId, tutorialView(1, settings.tutorial_bonus, to));
    });
  }

  @PrivatePress(tutorialPress)
  async press(ctx: BotContext): Promise<void> {
    const [step = ''] = pressed(ctx, tutorialPress);
    const { user, to } = customerOf(ctx);
    const { reader } = this.transactor;
    // Anybody can send any data: the bonus is for those who were offered the steps and have not skipped them.
    const isOffered = (await this.outbox.saidAt(reader, offeredKey(user.id))) !== undefined;
    const isOver = (await this.outbox.saidAt(reader, overKey(user.id))) !== undefined;
    if (!isOffered || isOver) return this.replies.answerPress(ctx, to.texts.stale());
    await this.replies.answerPress(ctx);
    if (step === '2' || step === '3') {
      const { tutorial_bonus: bonus } = await this.settings.current(reader);
      return this.replies.editPressed(ctx, tutorialView(Number(step), bonus, to));
    }
    const given = step === 'done' ? await this.reward.execute(user.id) : 0;
    await this.transactor.run(async (tx) => {
      if (!(await this.outbox.once(tx, overKey(user.id)))) return;
      await this.replies.editPressedWithin(tx, ctx, tutorialEndView(given, to));
    });
  }
}

const offeredKey = (userId: number): string => `tutorial:${userId}`;
const overKey = (userId: number): string => `tutorial-over:${userId}`;
