import { Injectable } from '@nestjs/common';
import { type ThreadPlace, ThreadsRepository } from '../../conversations/threads/threads.repository.js';
import { asChatId } from '../../kernel/ids.js';
import { Administrators } from '../guards/administrators.js';
import { deskTexts } from '../views/desk.view.js';
import type { BotContext } from './bot-context.js';
import { Transactor } from '../../database/transactor.js';
import { topicOf } from './listeners.js';
import { Replies } from './replies.js';

/** Answers two questions of every command in a topic: whose topic is it, and may this moderator do that? */
@Injectable()
export class TopicDesk {
  constructor(
    private readonly transactor: Transactor,
    private readonly threads: ThreadsRepository,
    private readonly administrators: Administrators,
    readonly replies: Replies,
  ) {}

  mayAct(ctx: BotContext): Promise<boolean> {
    return this.administrators.isAdministrator(ctx);
  }

  /** Whether the person takes part in the work: neither a viewer nor somebody who is not in the group. */
  mayWork(ctx: BotContext): Promise<boolean> {
    return this.administrators.mayWork(ctx);
  }

  /** The thread of the topic in which a command was written or a button pressed. */
  async find(ctx: BotContext): Promise<ThreadPlace | undefined> {
    const topicId = topicOf(ctx);
    const chatId = ctx.chat?.id;
    if (topicId === undefined || chatId === undefined) return undefined;
    const id = await this.threads.threadOfTopic(this.transactor.reader, asChatId(chatId), topicId);
    return id === undefined ? undefined : this.threads.byId(this.transactor.reader, id);
  }

  /** As `find`; when there is none, the moderator is told. */
  async thread(ctx: BotContext): Promise<ThreadPlace | undefined> {
    const thread = await this.find(ctx);
    if (thread === undefined) await this.replies.inGroup(ctx, { text: deskTexts.onlyInTopic });
    return thread;
  }

  /** As `thread`, for what viewers may not do. */
  async worked(ctx: BotContext): Promise<ThreadPlace | undefined> {
    if (await this.mayWork(ctx)) return this.thread(ctx);
    await this.replies.inGroup(ctx, { text: deskTexts.onlyReads });
    return undefined;
  }

  /** As `thread`, for what only administrators may do. */
  async administered(ctx: BotContext): Promise<ThreadPlace | undefined> {
    if (await this.mayAct(ctx)) return this.thread(ctx);
    await this.replies.inGroup(ctx, { text: deskTexts.needsAdministrator });
    return undefined;
  }
}
