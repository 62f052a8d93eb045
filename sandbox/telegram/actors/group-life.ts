import type { ChatState, InviteLinkState, TopicState } from '../state/chat-state.js';
import type { ActorContext } from './actor-context.js';
import type { IdRef } from './refs.js';
import { idOf } from './refs.js';

/** What happens to a group around its messages: topics, joining and leaving, migration. */
export class GroupLife {
  constructor(private readonly context: ActorContext) {}

  createTopic(user: IdRef, chat: IdRef, name: string): { threadId: number } {
    return { threadId: this.context.topics.create(this.chat(chat), { fromId: idOf(user) }, name).id };
  }

  renameTopic(user: IdRef, chat: IdRef, threadId: number, name: string): void {
    this.context.topics.edit(this.chat(chat), this.topic(chat, threadId), { fromId: idOf(user) }, name);
  }

  closeTopic(user: IdRef, chat: IdRef, threadId: number): void {
    this.context.topics.setClosed(this.chat(chat), this.topic(chat, threadId), { fromId: idOf(user) }, true);
  }

  reopenTopic(user: IdRef, chat: IdRef, threadId: number): void {
    this.context.topics.setClosed(this.chat(chat), this.topic(chat, threadId), { fromId: idOf(user) }, false);
  }

  /** Silent: no update tells the bot. */
  deleteTopic(chat: IdRef, threadId: number): void {
    this.context.topics.delete(this.chat(chat), this.topic(chat, threadId));
  }

  /**
   * The group gets a new id. The old one answers 400 with parameters.migrate_to_chat_id; both chats get a
   * service message. Members, topics and messages move along.
   */
  migrateGroup(chat: IdRef): ChatState {
    const { world, log } = this.context;
    const old = this.chat(chat);
    const fresh = world.addChat(
      -1_000_000_000_000 - world.next('chat', 2_000_000_001),
      'supergroup',
      old.title,
    );
    fresh.isForum = old.isForum;
    fresh.isProtected = old.isProtected;
    fresh.members = new Map(
      [...old.members].map(([id, member]) => [id, { ...member, rights: { ...member.rights } }]),
    );
    fresh.topics = new Map([...old.topics].map(([id, topic]) => [id, { ...topic }]));
    if (old.type === 'supergroup') {
      fresh.lastMessageId = old.lastMessageId;
      fresh.messages = new Map(
        [...old.messages].map(([id, message]) => [id, { ...message, chatId: fresh.id }]),
      );
    }
    const author = [...old.members.values()].find((member) => member.status === 'creator')?.userId;
    const fromId = author ?? world.bot.id;
    log.append({ chatId: old.id, kind: 'service', fromId, content: { migrate_to_chat_id: fresh.id } });
    log.append({ chatId: fresh.id, kind: 'service', fromId, content: { migrate_from_chat_id: old.id } });
    old.migratedTo = fresh.id;
    world.changed();
    return fresh;
  }

  /** Through an open invite link: the user is in at once. */
  join(user: IdRef, chat: IdRef, inviteLink?: string): void {
    const state = this.chat(chat);
    const link = state.inviteLinks.find((candidate) => candidate.link === inviteLink);
    if (inviteLink !== undefined) this.checkLink(link);
    if (link?.createsJoinRequest === true) {
      this.requestToJoin(user, chat, inviteLink);
      return;
    }
    if (this.context.members.get(state, idOf(user)).status === 'kicked')
      throw new Error('Banned users cannot join');
    if (link !== undefined) link.uses += 1;
    const extra = link === undefined ? {} : { invite_link: { invite_link: link.link, name: link.name } };
    this.context.members.set(state, idOf(user), idOf(user), { status: 'member', extra });
    if (state.type === 'channel') return;
    const newMembers = [this.context.renderer.user(idOf(user))];
    this.context.log.append({
      chatId: state.id,
      kind: 'service',
      fromId: idOf(user),
      content: { new_chat_members: newMembers },
    });
  }

  /** Bot API: chat_join_request; user_chat_id may be written for five minutes. Needs can_invite_users. */
  requestToJoin(user: IdRef, chat: IdRef, inviteLink?: string): void {
    const { world, renderer, updates, members } = this.context;
    const state = this.chat(chat);
    const userId = idOf(user);
    if (members.isPresent(state, userId)) throw new Error(`User ${userId} is a member already`);
    state.joinRequests = state.joinRequests.filter((request) => request.userId !== userId);
    state.joinRequests.push({ userId, atMs: world.clock.now() });
    if (members.get(state, world.bot.id).rights.can_invite_users === true) {
      updates.push('chat_join_request', `member:${userId}`, {
        chat: renderer.chat(state.id),
        from: renderer.user(userId),
        user_chat_id: userId,
        date: world.clock.seconds(),
        ...(inviteLink === undefined
          ? {}
          : { invite_link: { invite_link: inviteLink, creates_join_request: true } }),
      });
    }
    world.changed();
  }

  leave(user: IdRef, chat: IdRef): void {
    const state = this.chat(chat);
    this.context.members.set(state, idOf(user), idOf(user), { status: 'left' });
    if (state.type === 'channel') return;
    this.context.log.append({
      chatId: state.id,
      kind: 'service',
      fromId: idOf(user),
      content: { left_chat_member: this.context.renderer.user(idOf(user)) },
    });
  }

  private checkLink(link: InviteLinkState | undefined): void {
    const isExpired = link?.expireDate !== undefined && link.expireDate < this.context.world.clock.seconds();
    const isFull = link?.memberLimit !== undefined && link.uses >= link.memberLimit;
    if (link === undefined || link.isRevoked || isExpired || isFull)
      throw new Error('The invite link is not valid');
  }

  private chat(ref: IdRef): ChatState {
    return this.context.world.chat(idOf(ref));
  }

  private topic(chat: IdRef, threadId: number): TopicState {
    const topic = this.context.world.liveTopic(this.chat(chat), threadId);
    if (topic === undefined) throw new Error(`No topic ${threadId} in chat ${idOf(chat)}`);
    return topic;
  }
}
