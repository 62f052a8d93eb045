import { Injectable } from '@nestjs/common';
import { BillingOverviewQuery } from '../../billing/billing-overview.query.js';
import { fillTemplate } from '../../conversations/templates/template-text.js';
import {
  inLanguage,
  type ReplyTemplate,
  TemplatesRepository,
} from '../../conversations/templates/templates.repository.js';
import type { ThreadPlace } from '../../conversations/threads/threads.repository.js';
import { AppConfig } from '../../config/app-config.js';
import { Reader } from '../../database/reader.js';
import { languageOf } from '../../users/language.js';
import { UsersRepository } from '../../users/users.repository.js';
import { dateTime } from '../views/format.js';

/** Templates as they read for one customer. */
@Injectable()
export class TemplateDesk {
  constructor(
    private readonly reader: Reader,
    private readonly templates: TemplatesRepository,
    private readonly users: UsersRepository,
    private readonly billing: BillingOverviewQuery,
    private readonly config: AppConfig,
  ) {}

  all(): Promise<ReplyTemplate[]> {
    return this.templates.all(this.reader);
  }

  /** Undefined when there is no template of that name. */
  async textFor(thread: ThreadPlace, name: string, moderator: string): Promise<string | undefined> {
    const user = await this.users.byId(this.reader, thread.userId);
    const language = languageOf(user);
    const template = inLanguage(await this.templates.named(this.reader, name), language);
    if (template === undefined) return undefined;
    const { credits, access } = await this.billing.of(this.reader, thread.userId);
    return fillTemplate(template.body, {
      first_name: user.firstName,
      username: user.username === null ? user.firstName : `@${user.username}`,
      credits: String(credits),
      pass_until: access === undefined ? '–' : dateTime(access.endsAt, language, this.config.timeZone),
      moderator,
    });
  }
}
