import { Update } from 'nestjs-telegraf';
import { ChangeTemplate } from '../../conversations/templates/change-template.use-case.js';
import { type Language, languages } from '../../users/language.js';
import { actorOf, Administrators } from '../guards/administrators.js';
import {
  sentTemplateView,
  templateListView,
  templateOutcomeView,
  templateTexts,
  unknownTemplateText,
} from '../views/template.view.js';
import type { View } from '../views/view.js';
import { type BotContext, commandOf } from './bot-context.js';
import { DeskLetters } from './desk-letters.js';
import { GroupCommand, GroupPress, pressed } from './listeners.js';
import { TemplateDesk } from './template-desk.js';
import { TopicDesk } from './topic-desk.js';

const undoPress = /^tpl:undo:(\d{1,15})$/;
const changeForm = /^(add|edit|del)(?:\s+([\w-]{1,32})(?::([a-z]{2}))?)?(?:\s+([\s\S]*))?$/i;

/** `/tpl`: the list, a text for the customer of a topic, and for admins what there is. */
@Update()
export class TemplateUpdate {
  constructor(
    private readonly desk: TopicDesk,
    private readonly templates: TemplateDesk,
    private readonly administrators: Administrators,
    private readonly change: ChangeTemplate,
    private readonly letters: DeskLetters,
  ) {}

  @GroupCommand(/^tpl$/)
  async command(ctx: BotContext): Promise<void> {
    const rest = commandOf(ctx)?.rest ?? '';
    if (rest === '') return this.desk.replies.inGroup(ctx, templateListView(await this.templates.all()));
    const written = changeForm.exec(rest);
    if (written !== null) return this.desk.replies.inGroup(ctx, await this.changed(ctx, written));
    await this.send(ctx, rest.toLowerCase());
  }

  @GroupPress(undoPress)
  async undo(ctx: BotContext): Promise<void> {
    const [changeId] = pressed(ctx, undoPress);
    if (!(await this.mayChange(ctx))) {
      return this.desk.replies.answerPress(ctx, templateTexts.needsAdmin, true);
    }
    const outcome = await this.change.undo(Number(changeId), actorOf(ctx));
    if (outcome.kind !== 'changed') return this.desk.replies.answerPress(ctx, templateTexts.stale, true);
    const { text, keyboard = [] } = templateOutcomeView(outcome);
    await this.desk.replies.editPressedInGroup(ctx, { text: `↩️ Undone. ${text}`, keyboard });
    await this.desk.replies.answerPress(ctx);
  }

  private async send(ctx: BotContext, name: string): Promise<void> {
    const thread = await this.desk.worked(ctx);
    if (thread === undefined) return;
    const text = await this.templates.textFor(thread, name, actorOf(ctx).name);
    if (text === undefined) return this.desk.replies.inGroup(ctx, { text: unknownTemplateText(name) });
    // Only the first time is said; the update may come twice.
    if (await this.letters.send(ctx, { text: { text, entities: [] } }))
      await this.desk.replies.inGroup(ctx, sentTemplateView(text));
  }

  private async changed(ctx: BotContext, written: RegExpExecArray): Promise<View> {
    if (!(await this.mayChange(ctx))) return { text: templateTexts.needsAdmin };
    const [, what = '', name, tag = 'en', body = ''] = written;
    const language = languages.find((known): known is Language => known === tag.toLowerCase());
    if (name === undefined || language === undefined || /^(add|edit|del)$/i.test(name))
      return { text: templateTexts.usage };
    const outcome = await this.change.execute({
      what: what.toLowerCase() as 'add' | 'edit' | 'del',
      name: name.toLowerCase(),
      language,
      body: body.trim(),
      actor: actorOf(ctx),
      requestKey: `message:${ctx.chat?.id ?? 0}:${ctx.message?.message_id ?? 0}`,
    });
    return templateOutcomeView(outcome);
  }

  private async mayChange(ctx: BotContext): Promise<boolean> {
    const role = await this.administrators.roleOf(ctx);
    return role === 'owner' || role === 'admin';
  }
}
