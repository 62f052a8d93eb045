import { createListenerDecorator } from 'nestjs-telegraf';
import type { Composer } from 'telegraf';
import { type BotContext, commandOf } from './bot-context.js';

/*
 * One decorator per kind of update. telegraf asks the handlers in the order in which the module lists them and stops
 * at the first that matches, so each decorator says exactly in which world it applies.
 */
type Condition = (ctx: BotContext) => boolean;

const guard = createListenerDecorator<Composer<never>, 'guard'>('guard') as unknown as (
  condition: Condition,
) => MethodDecorator;

const inPrivate: Condition = (ctx) => ctx.chat?.type === 'private';
const inGroup: Condition = (ctx) => ctx.chat?.type === 'supergroup' || ctx.chat?.type === 'group';

/** The topic of a message or of a pressed button. General's messages carry no topic, replies there a false one. */
export function topicOf(ctx: BotContext): number | undefined {
  const message = (ctx.callbackQuery?.message ?? ctx.message ?? ctx.editedMessage) as
    { is_topic_message?: boolean; message_thread_id?: number } | undefined;
  return message?.is_topic_message === true ? message.message_thread_id : undefined;
}

const dataOf = (ctx: BotContext): string | undefined =>
  ctx.callbackQuery !== undefined && 'data' in ctx.callbackQuery ? ctx.callbackQuery.data : undefined;

export const InPrivate = (): MethodDecorator => guard(inPrivate);

export const PrivateCommand = (pattern: RegExp): MethodDecorator =>
  guard((ctx) => inPrivate(ctx) && pattern.test(commandOf(ctx)?.name ?? ''));

export const AnyPrivateCommand = (): MethodDecorator => PrivateCommand(/./);

export const PrivateMessage = (): MethodDecorator =>
  guard((ctx) => inPrivate(ctx) && ctx.message !== undefined);

export const PrivateEdit = (): MethodDecorator =>
  guard((ctx) => inPrivate(ctx) && ctx.editedMessage !== undefined);

export const PrivatePress = (pattern: RegExp): MethodDecorator =>
  guard((ctx) => inPrivate(ctx) && pattern.test(dataOf(ctx) ?? ''));

export const GroupCommand = (pattern: RegExp): MethodDecorator =>
  guard((ctx) => inGroup(ctx) && pattern.test(commandOf(ctx)?.name ?? ''));

export const TopicMessage = (): MethodDecorator =>
  guard((ctx) => inGroup(ctx) && ctx.message !== undefined && topicOf(ctx) !== undefined);

export const TopicEdit = (): MethodDecorator =>
  guard((ctx) => inGroup(ctx) && ctx.editedMessage !== undefined && topicOf(ctx) !== undefined);

export const GroupPress = (pattern: RegExp): MethodDecorator =>
  guard((ctx) => inGroup(ctx) && pattern.test(dataOf(ctx) ?? ''));

export const AnyPress = (): MethodDecorator => guard((ctx) => ctx.callbackQuery !== undefined);

/** Bot API: `my_chat_member`, the bot's own membership. */
export const OwnMembership = (): MethodDecorator => guard((ctx) => ctx.myChatMember !== undefined);

export const Membership = (): MethodDecorator => guard((ctx) => ctx.chatMember !== undefined);

export const GroupServiceMessage = (field: string): MethodDecorator =>
  guard((ctx) => inGroup(ctx) && ctx.message !== undefined && field in ctx.message);

/** What was behind the colon in the pressed button; clients can send any bytes, so the pattern has the say. */
export function pressed(ctx: BotContext, pattern: RegExp): string[] {
  return [...(pattern.exec(dataOf(ctx) ?? '') ?? [])].slice(1);
}
