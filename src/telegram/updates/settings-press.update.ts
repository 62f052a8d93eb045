import { Update } from 'nestjs-telegraf';
import { formOf, isSettingKey, settingGroups } from '../../users/settings/setting-definitions.js';
import { fits, readValue, type SettingValue } from '../../users/settings/setting-form.js';
import type { SettingOutcome } from '../../users/settings/change-setting.use-case.js';
import type { SettingKey } from '../../users/settings/settings.js';
import { actorOf, Administrators } from '../guards/administrators.js';
import { deskTexts } from '../views/desk.view.js';
import { outcomeText, settingTexts } from '../views/setting-texts.js';
import { settingGroupsView, settingQuestionView } from '../views/settings.view.js';
import type { View } from '../views/view.js';
import type { BotContext } from './bot-context.js';
import { GroupPress, pressed } from './listeners.js';
import { Replies } from './replies.js';
import { SettingsDesk } from './settings-desk.js';

const groupsPress = /^set:groups$/;
const groupPress = /^set:group:([a-z]{1,20})$/;
const pagePress = /^set:(page|ask):([a-z_]{1,40})$/;
const draftPress = /^set:draft:([a-z_]{1,40}):(\d{1,15}):(\d{1,9})$/;
const savePress = /^set:save:([a-z_]{1,40}):(\d{1,15}):(\w{1,20})$/;
const resetPress = /^set:reset:([a-z_]{1,40}):(\d{1,15})$/;
const undoPress = /^set:undo:(\d{1,15})$/;

/** The buttons of `/settings`. Every press is checked anew: data and presser may be anybody's. */
@Update()
export class SettingsPressUpdate {
  constructor(
    private readonly desk: SettingsDesk,
    private readonly administrators: Administrators,
    private readonly replies: Replies,
  ) {}

  @GroupPress(groupsPress)
  async groups(ctx: BotContext): Promise<void> {
    if (await this.allowed(ctx)) await this.show(ctx, settingGroupsView());
  }

  @GroupPress(groupPress)
  async group(ctx: BotContext): Promise<void> {
    const [group = ''] = pressed(ctx, groupPress);
    if (!(await this.allowed(ctx))) return;
    if (!isGroup(group)) return this.replies.answerPress(ctx, settingTexts.stale, true);
    await this.show(ctx, await this.desk.groupView(group));
  }

  @GroupPress(pagePress)
  async page(ctx: BotContext): Promise<void> {
    const [what, word] = pressed(ctx, pagePress);
    const key = await this.keyOf(ctx, word);
    if (key === undefined) return;
    if (what === 'page') return this.show(ctx, await this.desk.pageView(key));
    const page = await this.desk.page(key);
    await this.desk.ask(ctx, page);
    await this.show(ctx, settingQuestionView(page));
  }

  @GroupPress(draftPress)
  async draft(ctx: BotContext): Promise<void> {
    const [word, seen, to] = pressed(ctx, draftPress);
    const key = await this.keyOf(ctx, word);
    if (key === undefined) return;
    const page = await this.desk.page(key);
    if (page.revision !== Number(seen)) return this.finish(ctx, key, { kind: 'changed_since', page });
    if (!fits(formOf(key), Number(to))) return this.replies.answerPress(ctx, settingTexts.stale, true);
    await this.show(ctx, settingQuestionView(page, Number(to)));
  }

  @GroupPress(savePress)
  async save(ctx: BotContext): Promise<void> {
    const [word, seen, written = ''] = pressed(ctx, savePress);
    const key = await this.keyOf(ctx, word);
    if (key === undefined) return;
    const value = readValue(formOf(key), written);
    if (value === undefined) return this.replies.answerPress(ctx, settingTexts.stale, true);
    await this.change(ctx, key, value, Number(seen));
  }

  @GroupPress(resetPress)
  async reset(ctx: BotContext): Promise<void> {
    const [word, seen] = pressed(ctx, resetPress);
    const key = await this.keyOf(ctx, word);
    if (key !== undefined) await this.change(ctx, key, null, Number(seen));
  }

  @GroupPress(undoPress)
  async undo(ctx: BotContext): Promise<void> {
    const [changeId] = pressed(ctx, undoPress);
    if (!(await this.allowed(ctx))) return;
    const outcome = await this.desk.change.undo(Number(changeId), actorOf(ctx));
    if (outcome.kind === 'undo_too_late')
      return this.replies.answerPress(ctx, settingTexts.undoTooLate, true);
    const key = outcome.kind === 'changed' ? outcome.key : outcome.page.key;
    await this.finish(ctx, key, outcome, settingTexts.undone);
  }

  private async change(
    ctx: BotContext,
    key: SettingKey,
    value: SettingValue | null,
    seen: number,
  ): Promise<void> {
    const requestKey = `press:${ctx.callbackQuery?.id ?? ''}`;
    const outcome = await this.desk.change.execute({ key, value, seen, actor: actorOf(ctx), requestKey });
    await this.finish(ctx, key, outcome);
  }

  /** The page as it is now, and above it what the press did or why it did nothing. */
  private async finish(
    ctx: BotContext,
    key: SettingKey,
    outcome: SettingOutcome,
    done?: string,
  ): Promise<void> {
    const news = outcomeText(outcome, this.desk.timeZone);
    const { text, keyboard = [] } = await this.desk.pageView(key);
    const head = outcome.kind === 'changed' && done !== undefined ? `${done} ${news}` : news;
    await this.show(ctx, { text: `${head}\n\n${text}`, keyboard });
  }

  private async show(ctx: BotContext, view: View): Promise<void> {
    await this.replies.editPressedInGroup(ctx, view);
    await this.replies.answerPress(ctx);
  }

  /** The setting that a button names; undefined when the press was refused, which the presser has been told. */
  private async keyOf(ctx: BotContext, word = ''): Promise<SettingKey | undefined> {
    if (!(await this.allowed(ctx))) return undefined;
    if (isSettingKey(word)) return word;
    await this.replies.answerPress(ctx, settingTexts.stale, true);
    return undefined;
  }

  private async allowed(ctx: BotContext): Promise<boolean> {
    if (await this.administrators.isAdministrator(ctx)) return true;
    await this.replies.answerPress(ctx, deskTexts.needsAdministrator, true);
    return false;
  }
}

function isGroup(word: string): word is keyof typeof settingGroups {
  return Object.hasOwn(settingGroups, word);
}
