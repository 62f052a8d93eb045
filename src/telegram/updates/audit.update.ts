import { Update } from 'nestjs-telegraf';
import { AppConfig } from '../../config/app-config.js';
import { Reader } from '../../database/reader.js';
import { asUserId } from '../../kernel/ids.js';
import { AuditQuery } from '../../users/audit/audit.query.js';
import { auditTexts, auditView, type AuditScope } from '../views/audit.view.js';
import { unknownMemberText } from '../views/team.view.js';
import { ambiguousView, nameOf, nobodyText } from '../views/user-search.view.js';
import type { View } from '../views/view.js';
import type { BotContext } from './bot-context.js';
import { GroupCommand, GroupPress, pressed } from './listeners.js';
import { PeopleFinder } from './people-finder.js';
import { Replies } from './replies.js';
import { whoAndRest } from './team-finder.js';

const pagePress = /^audit:(\d{1,15}):(\d{1,15}):(\d{1,15})$/;
const everything: AuditScope = { userId: 0, actorTelegramId: 0 };

/** `/audit`: what the team did, for every moderator to read. */
@Update()
export class AuditUpdate {
  constructor(
    private readonly reader: Reader,
    private readonly audit: AuditQuery,
    private readonly people: PeopleFinder,
    private readonly replies: Replies,
    private readonly config: AppConfig,
  ) {}

  @GroupCommand(/^audit$/)
  async list(ctx: BotContext): Promise<void> {
    const [word, rest] = whoAndRest(ctx);
    await this.replies.inGroup(ctx, await this.answer(ctx, word, rest));
  }

  @GroupPress(pagePress)
  async turn(ctx: BotContext): Promise<void> {
    const [before = '0', userId = '0', actorTelegramId = '0'] = pressed(ctx, pagePress);
    if (!(await this.people.isHere(ctx))) return this.replies.answerPress(ctx, auditTexts.usage, true);
    const scope = { userId: Number(userId), actorTelegramId: Number(actorTelegramId) };
    await this.replies.editPressedInGroup(ctx, await this.page(scope, Number(before)));
    await this.replies.answerPress(ctx);
  }

  private async answer(ctx: BotContext, word: string, rest: string): Promise<View> {
    if (word === '') return this.page(everything, 0);
    if (word.toLowerCase() === 'by') {
      const member = rest === '' ? undefined : await this.people.member(ctx, rest);
      if (member === undefined) return { text: rest === '' ? auditTexts.usage : unknownMemberText(rest) };
      return this.page({ ...everything, actorTelegramId: member.telegramId }, 0, `by ${member.name}`);
    }
    const asked = [word, rest].join(' ').trim();
    const found = await this.people.customers(asked);
    const [user] = found;
    if (user === undefined) return { text: nobodyText(asked) };
    if (found.length > 1) return ambiguousView(asked, found, 'audit');
    return this.page({ ...everything, userId: user.id }, 0, nameOf(user));
  }

  private async page(scope: AuditScope, before: number, of: string | null = null): Promise<View> {
    const { userId, actorTelegramId } = scope;
    const page = await this.audit.page(this.reader, {
      ...(userId === 0 ? {} : { userId: asUserId(userId) }),
      ...(actorTelegramId === 0 ? {} : { actorTelegramId }),
      ...(before === 0 ? {} : { before }),
    });
    return auditView(page, scope, of, this.config.timeZone);
  }
}
