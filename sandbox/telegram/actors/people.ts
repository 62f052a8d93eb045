import type { AdminRights } from '../state/admin-rights.js';
import { ALL_RIGHTS } from '../state/admin-rights.js';
import type { ChatState } from '../state/chat-state.js';
import type { UserState } from '../state/user-state.js';
import type { ActorContext } from './actor-context.js';
import type { IdRef } from './refs.js';
import { idOf } from './refs.js';

export interface NewUser {
  firstName: string;
  lastName?: string;
  username?: string;
  languageCode?: string;
  id?: number;
  hidesForwards?: boolean;
}

export interface NewChat {
  title: string;
  isForum?: boolean;
  id?: number;
  username?: string;
  isProtected?: boolean;
}

export interface Membership {
  status: 'creator' | 'administrator' | 'member';
  anonymous?: boolean;
  rights?: Partial<AdminRights>;
}

/** Bot membership: rights of an administrator, or a plain member. */
export type BotMembership = Partial<AdminRights> | 'member' | { status: 'member'; canSend: boolean };

/** Creates accounts and chats, and decides who belongs where. */
export class People {
  constructor(private readonly context: ActorContext) {}

  createUser(options: NewUser): UserState {
    const { world } = this.context;
    const id = options.id ?? world.next('user', 5_000_000_001);
    if (world.users.has(id)) throw new Error(`User ${id} exists already`);
    world.addUser({
      id,
      isBot: false,
      firstName: options.firstName,
      lastName: options.lastName,
      username: options.username,
      languageCode: options.languageCode,
      hasStarted: false,
      hasBlocked: false,
      isDeactivated: false,
      hidesForwards: options.hidesForwards ?? false,
    });
    return world.user(id);
  }

  createSupergroup(options: NewChat): ChatState {
    return this.createChat('supergroup', options);
  }

  /** A basic group: no topics; ids are negative without the -100 prefix. */
  createGroup(options: NewChat): ChatState {
    return this.createChat('group', options);
  }

  createChannel(options: NewChat): ChatState {
    return this.createChat('channel', options);
  }

  addMember(chat: IdRef, user: IdRef, membership: Membership = { status: 'member' }): void {
    const { status, anonymous, rights } = membership;
    this.change(chat, user, { status, isAnonymous: anonymous, rights });
  }

  /** Without rights given the bot becomes an administrator with all of them. */
  addBot(chat: IdRef, membership: BotMembership = {}): void {
    this.setBotRights(chat, membership);
  }

  /** Rights that are not named stay granted. */
  setBotRights(chat: IdRef, membership: BotMembership): void {
    const { bot } = this.context.world;
    if (membership === 'member') this.change(chat, bot, { status: 'member' });
    else if ('status' in membership) {
      this.change(chat, bot, { status: 'restricted', canSend: membership.canSend });
    } else {
      this.change(chat, bot, { status: 'administrator', rights: membership });
    }
  }

  kickBot(chat: IdRef): void {
    this.change(chat, this.context.world.bot, { status: 'kicked' });
  }

  promote(chat: IdRef, user: IdRef, rights?: Partial<AdminRights>): void {
    this.change(chat, user, { status: 'administrator', rights });
  }

  demote(chat: IdRef, user: IdRef): void {
    this.change(chat, user, { status: 'member' });
  }

  /** Switches topics on or off; the messages stay where they were. */
  toggleForum(chat: IdRef, isForum?: boolean): void {
    const state = this.context.world.chat(idOf(chat));
    state.isForum = isForum ?? !state.isForum;
    this.context.world.changed();
  }

  private createChat(type: 'group' | 'supergroup' | 'channel', options: NewChat): ChatState {
    const { world } = this.context;
    const number = options.id === undefined ? world.next('chat', 2_000_000_001) : 0;
    const id = options.id ?? (type === 'group' ? -number : -1_000_000_000_000 - number);
    if (world.chats.has(id)) throw new Error(`Chat ${id} exists already`);
    const chat = world.addChat(id, type, options.title);
    chat.isForum = type === 'supergroup' && (options.isForum ?? false);
    chat.username = options.username;
    chat.isProtected = options.isProtected ?? false;
    return chat;
  }

  private change(chat: IdRef, user: IdRef, change: Parameters<ActorContext['members']['set']>[3]): void {
    const state = this.context.world.chat(idOf(chat));
    const owner = [...state.members.values()].find((member) => member.status === 'creator');
    const rights = change.status === 'administrator' ? withDefaults(change.rights) : undefined;
    this.context.members.set(state, idOf(user), owner?.userId ?? idOf(user), { ...change, rights });
  }
}

function withDefaults(rights: Partial<AdminRights> | undefined): AdminRights {
  return { ...ALL_RIGHTS, ...rights };
}
