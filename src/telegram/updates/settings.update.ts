import { Update } from 'nestjs-telegraf';
import { formOf, isSettingKey } from '../../users/settings/setting-definitions.js';
import { readValue } from '../../users/settings/setting-form.js';
import type { SettingKey } from '../../users/settings/settings.js';
import { actorOf, Administrators } from '../guards/administrators.js';
import { deskTexts } from '../views/desk.view.js';
import { outcomeView, settingTexts, unknownKeyText, wrongValueText } from '../views/setting-texts.js';
import { settingGroupsView } from '../views/settings.view.js';
import type { View } from '../views/view.js';
import { type BotContext, commandOf, type Next } from './bot-context.js';
import { AnswerToBot, GroupCommand } from './listeners.js';
import { Replies } from './replies.js';
import { SettingsDesk } from './settings-desk.js';

/** `/settings`, `/settings key`, `/settings key value`, and values written as an answer to the bot's question. */
@Update()
export class SettingsUpdate {
  constructor(
    private readonly desk: SettingsDesk,
    private readonly administrators: Administrators,
    private readonly replies: Replies,
  ) {}

  @GroupCommand(/^settings$/)
  async command(ctx: BotContext): Promise<void> {
    await this.replies.inGroup(ctx, await this.answer(ctx, commandOf(ctx)?.rest ?? ''));
  }

  @AnswerToBot()
  async answered(ctx: BotContext, next: Next): Promise<void> {
    const asked = await this.desk.asked(ctx);
    if (asked === undefined) return next();
    await this.replies.inGroup(ctx, await this.take(ctx, asked.key, textOf(ctx), asked.revision));
  }

  private async answer(ctx: BotContext, rest: string): Promise<View> {
    const [, word = '', written] = /^(\S*)(?:\s+([\s\S]+))?$/.exec(rest) ?? [];
    if (written !== undefined) return this.take(ctx, word, written);
    if (!(await this.administrators.isAdministrator(ctx))) return { text: deskTexts.needsAdministrator };
    if (word === '') return settingGroupsView();
    const key = word.toLowerCase();
    return isSettingKey(key) ? this.desk.pageView(key) : { text: unknownKeyText(word) };
  }

  private async take(ctx: BotContext, word: string, written: string, seen?: number): Promise<View> {
    if (!(await this.administrators.isAdministrator(ctx))) return { text: deskTexts.needsAdministrator };
    const key = word.toLowerCase();
    if (isSettingKey(key)) return this.set(ctx, key, written, seen);
    return { text: seen === undefined ? unknownKeyText(word) : settingTexts.stale };
  }

  private async set(ctx: BotContext, key: SettingKey, written: string, seen?: number): Promise<View> {
    const value = readValue(formOf(key), written);
    if (value === undefined) return { text: wrongValueText(key, written) };
    const requestKey = `message:${ctx.chat?.id ?? 0}:${ctx.message?.message_id ?? 0}`;
    const change = { key, value, actor: actorOf(ctx), requestKey };
    const outcome = await this.desk.change.execute(seen === undefined ? change : { ...change, seen });
    return outcomeView(outcome, this.desk.timeZone);
  }
}

function textOf(ctx: BotContext): string {
  const { text } = ctx.message as { text?: string };
  return text ?? '';
}
