import type { Context } from 'telegraf';
import type { Message } from 'telegraf/types';
import type { User } from '../../users/user.entity.js';
import type { Audience } from '../views/customer.js';

/** What the first middleware finds out about the person behind an update in a private chat. */
export interface Customer {
  readonly user: User;
  readonly telegramId: number;
  readonly to: Audience;
  readonly isNew: boolean;
}

/** telegraf's context; `state` is filled by `IdentifyUpdate`. Nothing is sent through it. */
export type BotContext = Context & { state: { customer?: Customer } };

export type Next = () => Promise<void>;

/** The customer of a private update; the guards of this folder let nothing else through. */
export function customerOf(ctx: BotContext): Customer {
  const { customer } = ctx.state;
  if (customer === undefined) throw new Error('an update for customers came without a customer');
  return customer;
}

export interface Command {
  readonly name: string;
  readonly rest: string;
}

/** Bot API: a command is a `bot_command` entity at the start, perhaps addressed: `/gift@name 10`. */
function writtenCommand(ctx: BotContext): { text: string; length: number } | undefined {
  const message = ctx.message as Partial<Message.TextMessage> | undefined;
  const [entity] = message?.entities ?? [];
  if (entity?.type !== 'bot_command' || entity.offset !== 0) return undefined;
  return { text: message?.text ?? '', length: entity.length };
}

/** Also one that names another bot. */
export function isCommand(ctx: BotContext): boolean {
  return writtenCommand(ctx) !== undefined;
}

/** A command for this bot. */
export function commandOf(ctx: BotContext): Command | undefined {
  const written = writtenCommand(ctx);
  if (written === undefined) return undefined;
  const { text, length } = written;
  const [name = '', addressee] = text.slice(1, length).toLowerCase().split('@');
  if (addressee !== undefined && addressee !== ctx.botInfo.username.toLowerCase()) return undefined;
  return { name, rest: text.slice(length).trim() };
}
