import { Use } from 'nestjs-telegraf';
import { type BotContext, commandOf, isCommand, type Next } from './bot-context.js';

/*
 * One decorator per kind of update. telegraf asks the handlers in the order in which the module lists them and stops
 * at the first that matches, so each decorator says exactly in which world it applies.
 */
type Condition = (ctx: BotContext) => boolean;

type Handler = (this: unknown, ctx: BotContext, next: Next) => Promise<void> | void;

/** telegraf's own guards see the bare update only; these see the context, with the bot's name and the chat. */
const guard =
  (condition: Condition) =>
  <Method extends Handler>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    const handler: Handler | undefined = descriptor.value;
    if (handler === undefined) throw new Error(`${String(key)} is no handler`);
    const guarded: Handler = function (ctx, next) {
      return condition(ctx) ? handler.call(this, ctx, next) : next();
    };
    descriptor.value = guarded as Method;
    Use()(target, key, descriptor);
  };
type Listener = ReturnType<typeof guard>;

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

export const InPrivate = (): Listener => guard(inPrivate);

export const PrivateCommand = (pattern: RegExp): Listener =>
  guard((ctx) => inPrivate(ctx) && pattern.test(commandOf(ctx)?.name ?? ''));

/** Nobody else reads here, so a command that names another bot is meant for us all the same. */
export const AnyPrivateCommand = (): Listener => guard((ctx) => inPrivate(ctx) && isCommand(ctx));

export const PrivateMessage = (): Listener => guard((ctx) => inPrivate(ctx) && ctx.message !== undefined);

export const PrivateEdit = (): Listener => guard((ctx) => inPrivate(ctx) && ctx.editedMessage !== undefined);

export const PrivatePress = (pattern: RegExp): Listener =>
  guard((ctx) => inPrivate(ctx) && pattern.test(dataOf(ctx) ?? ''));

export const GroupCommand = (pattern: RegExp): Listener =>
  guard((ctx) => inGroup(ctx) && pattern.test(commandOf(ctx)?.name ?? ''));

/** A message that answers one of the bot's own, copies of customers' messages among them. */
export const AnswerToBot = (): Listener =>
  guard((ctx) => {
    const message = ctx.message as { reply_to_message?: { from?: { id: number } } } | undefined;
    return inGroup(ctx) && !isCommand(ctx) && message?.reply_to_message?.from?.id === ctx.botInfo.id;
  });

/** Anything that a person does in a group, not a bot and not the group itself. */
export const FromTeam = (): Listener => guard((ctx) => inGroup(ctx) && ctx.from?.is_bot === false);

export const TopicMessage = (): Listener =>
  guard((ctx) => inGroup(ctx) && ctx.message !== undefined && topicOf(ctx) !== undefined);

/** A part of an album, anywhere in the group. Bot API: `media_group_id`. */
export const GroupAlbumPart = (): Listener =>
  guard((ctx) => inGroup(ctx) && ctx.message !== undefined && 'media_group_id' in ctx.message);

export const TopicEdit = (): Listener =>
  guard((ctx) => inGroup(ctx) && ctx.editedMessage !== undefined && topicOf(ctx) !== undefined);

export const GroupPress = (pattern: RegExp): Listener =>
  guard((ctx) => inGroup(ctx) && pattern.test(dataOf(ctx) ?? ''));

export const AnyPress = (): Listener => guard((ctx) => ctx.callbackQuery !== undefined);

/** Bot API: `my_chat_member`, the bot's own membership. */
export const OwnMembership = (): Listener => guard((ctx) => ctx.myChatMember !== undefined);

export const Membership = (): Listener => guard((ctx) => ctx.chatMember !== undefined);

export const GroupServiceMessage = (field: string): Listener =>
  guard((ctx) => inGroup(ctx) && ctx.message !== undefined && field in ctx.message);

/** Bot API: a private chat has them too, for example of a payment. */
export const PrivateServiceMessage = (field: string): Listener =>
  guard((ctx) => inPrivate(ctx) && ctx.message !== undefined && field in ctx.message);

/** Bot API: `message_reaction`, what one person set on one message. */
export const ReactionChange = (): Listener => guard((ctx) => 'message_reaction' in ctx.update);

/** Bot API: `subscription`; telegraf's types end before it. */
export const SubscriptionChange = (): Listener => guard((ctx) => 'subscription' in ctx.update);

/** What was behind the colon in the pressed button; clients can send any bytes, so the pattern has the say. */
export function pressed(ctx: BotContext, pattern: RegExp): string[] {
  return [...(pattern.exec(dataOf(ctx) ?? '') ?? [])].slice(1);
}
