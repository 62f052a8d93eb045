import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import { Reader } from '../../database/reader.js';
import { ChangeSetting } from '../../users/settings/change-setting.use-case.js';
import type { SettingGroup } from '../../users/settings/setting-definitions.js';
import { type SettingPage, SettingPageQuery } from '../../users/settings/setting-page.query.js';
import type { SettingKey } from '../../users/settings/settings.js';
import { GroupQuestionsRepository } from '../outbound/group-questions.repository.js';
import { keysOf, settingGroupView, settingView } from '../views/settings.view.js';
import type { View } from '../views/view.js';
import type { BotContext } from './bot-context.js';

/** What the command, the answers and the buttons of `/settings` share. */
@Injectable()
export class SettingsDesk {
  constructor(
    private readonly reader: Reader,
    private readonly pages: SettingPageQuery,
    private readonly questions: GroupQuestionsRepository,
    private readonly config: AppConfig,
    readonly change: ChangeSetting,
  ) {}

  get timeZone(): string {
    return this.config.timeZone;
  }

  page(key: SettingKey): Promise<SettingPage> {
    return this.pages.of(this.reader, key);
  }

  async pageView(key: SettingKey): Promise<View> {
    return settingView(await this.page(key), this.timeZone);
  }

  async groupView(group: SettingGroup): Promise<View> {
    return settingGroupView(group, await this.pages.all(this.reader, keysOf(group)));
  }

  /** The pressed message asks from now on; an answer to it is for the bot. */
  async ask(ctx: BotContext, { key, revision }: SettingPage): Promise<void> {
    const messageId = ctx.callbackQuery?.message?.message_id;
    if (ctx.chat === undefined || messageId === undefined) return;
    const subject = { key, revision };
    await this.questions.ask({ chatId: ctx.chat.id, messageId }, { about: 'setting', subject });
  }

  /** Which setting a message answers about, and the revision that was shown. */
  async asked(ctx: BotContext): Promise<{ key: string; revision: number } | undefined> {
    const replied = (ctx.message as { reply_to_message?: { message_id: number } } | undefined)
      ?.reply_to_message;
    if (ctx.chat === undefined || replied === undefined) return undefined;
    const place = { chatId: ctx.chat.id, messageId: replied.message_id };
    const question = await this.questions.at(place);
    if (question?.about !== 'setting') return undefined;
    return question.subject as { key: string; revision: number };
  }
}
