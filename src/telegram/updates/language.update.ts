import { Update } from 'nestjs-telegraf';
import { ChooseLanguage } from '../../users/choose-language.use-case.js';
import { languageOf, languages } from '../../users/language.js';
import { audience } from '../views/customer.js';
import { languageView } from '../views/language.view.js';
import { type BotContext, customerOf } from './bot-context.js';
import { pressed, PrivateCommand, PrivatePress } from './listeners.js';
import { Replies } from './replies.js';

const languagePress = /^lang:(en|es|ru|app)$/;

/** `/language`: the customer's own choice, in force from the next text on. */
@Update()
export class LanguageUpdate {
  constructor(
    private readonly choose: ChooseLanguage,
    private readonly replies: Replies,
  ) {}

  @PrivateCommand(/^language$/)
  async show(ctx: BotContext): Promise<void> {
    const { user, to } = customerOf(ctx);
    await this.replies.toCustomer(ctx, languageView(chosenBy(user), to));
  }

  @PrivatePress(languagePress)
  async press(ctx: BotContext): Promise<void> {
    const [code] = pressed(ctx, languagePress);
    const chosen = languages.find((language) => language === code) ?? null;
    const { user, to: before } = customerOf(ctx);
    await this.choose.execute(user.id, chosen);
    const to = audience(
      languageOf({ chosenLanguage: chosen, languageCode: user.languageCode }),
      before.timeZone,
    );
    await this.replies.answerPress(ctx, to.texts.person.languageKept());
    await this.replies.editPressed(ctx, languageView(chosen, to));
  }
}

const chosenBy = (user: { chosenLanguage: string | null }): (typeof languages)[number] | null =>
  languages.find((language) => language === user.chosenLanguage) ?? null;
