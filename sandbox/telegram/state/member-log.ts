import type { UpdateQueue } from '../delivery/update-queue.js';
import type { AdminRights } from './admin-rights.js';
import { ALL_RIGHTS } from './admin-rights.js';
import type { ChatState, MemberState, MemberStatus } from './chat-state.js';
import type { JsonObject } from './json-object.js';
import type { Renderer } from './renderer.js';
import type { World } from './world.js';

export interface MemberChange {
  status: MemberStatus;
  isAnonymous?: boolean | undefined;
  rights?: Partial<AdminRights> | undefined;
  untilDate?: number | undefined;
  canSend?: boolean | undefined;
  /** Further fields of ChatMemberUpdated, for example via_join_request. */
  extra?: JsonObject | undefined;
}

/**
 * Membership and its updates. Bot API: my_chat_member about the bot itself, chat_member about others (only if
 * the bot is an administrator and asked for it in allowed_updates). Their queues differ from the chat's messages.
 */
export class MemberLog {
  constructor(
    private readonly world: World,
    private readonly renderer: Renderer,
    private readonly updates: UpdateQueue,
  ) {}

  get(chat: ChatState, userId: number): MemberState {
    return (
      chat.members.get(userId) ?? { userId, status: 'left', isAnonymous: false, rights: {}, canSend: true }
    );
  }

  isPresent(chat: ChatState, userId: number): boolean {
    return !['left', 'kicked'].includes(this.get(chat, userId).status);
  }

  set(chat: ChatState, userId: number, byId: number, change: MemberChange): MemberState {
    const before = this.get(chat, userId);
    const isAdmin = change.status === 'administrator' || change.status === 'creator';
    const after: MemberState = {
      userId,
      status: change.status,
      isAnonymous: change.isAnonymous ?? false,
      rights: isAdmin ? { ...(change.rights ?? ALL_RIGHTS) } : {},
      untilDate: change.untilDate,
      canSend: change.canSend ?? true,
    };
    chat.members.set(userId, after);
    this.announce(chat, byId, before, after, change.extra ?? {});
    this.world.changed();
    return after;
  }

  /** In the private chat only the user's block and unblock change the bot's status. */
  setBlocked(userId: number, isBlocked: boolean): void {
    const user = this.world.user(userId);
    if (user.hasBlocked === isBlocked) return;
    user.hasBlocked = isBlocked;
    const botUser = this.renderer.user(this.world.bot.id);
    const free = { user: botUser, status: 'member' };
    const blocked = { user: botUser, status: 'kicked', until_date: 0 };
    this.updates.push('my_chat_member', `my_chat_member:${userId}`, {
      chat: this.renderer.chat(userId),
      from: this.renderer.user(userId),
      date: this.world.clock.seconds(),
      old_chat_member: isBlocked ? free : blocked,
      new_chat_member: isBlocked ? blocked : free,
    });
    this.world.changed();
  }

  private announce(
    chat: ChatState,
    byId: number,
    before: MemberState,
    after: MemberState,
    extra: JsonObject,
  ): void {
    const isBot = after.userId === this.world.bot.id;
    if (!isBot && this.get(chat, this.world.bot.id).status !== 'administrator') return;
    const kind = isBot ? 'my_chat_member' : 'chat_member';
    this.updates.push(kind, isBot ? `my_chat_member:${chat.id}` : `member:${after.userId}`, {
      chat: this.renderer.chat(chat.id),
      from: this.renderer.user(byId),
      date: this.world.clock.seconds(),
      old_chat_member: this.renderer.member(before),
      new_chat_member: this.renderer.member(after),
      ...extra,
    });
  }
}
