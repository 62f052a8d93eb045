import type { ChatState } from '../state/chat-state.js';
import { ForwardOrigin } from '../state/forward-origin.js';
import type { JsonObject } from '../state/json-object.js';
import { withoutCaption } from '../state/json-object.js';
import type { MessageState } from '../state/message-state.js';
import { CHANNEL_BOT, GROUP_ANONYMOUS_BOT, TELEGRAM_SERVICE } from '../state/user-state.js';
import type { ActorContext } from './actor-context.js';
import type { ActorContent, ContentFactory, SendableKind } from './content-factory.js';
import type { AlbumPart, TextOptions } from './customer.js';
import type { ActorMessage, IdRef, MessageRef } from './refs.js';
import { idOf, messageIdOf } from './refs.js';

interface Place {
  chat: IdRef;
  /** Undefined: General, or a chat without topics. */
  threadId?: number | undefined;
  replyTo?: MessageRef | undefined;
  quote?: string | undefined;
  mediaGroupId?: string | undefined;
}

/** A person who writes in a group or channel: a moderator, an anonymous administrator, a channel. */
export class Moderator {
  constructor(
    private readonly context: ActorContext,
    private readonly contents: ContentFactory,
  ) {}

  writeInTopic(
    user: IdRef,
    chat: IdRef,
    threadId: number,
    text: string,
    options: TextOptions = {},
  ): ActorMessage {
    const content = this.contents.text(text, options.entities);
    const { replyTo, quote } = options;
    return this.write({ fromId: idOf(user) }, { chat, threadId, replyTo, quote }, 'text', content);
  }

  writeInGeneral(user: IdRef, chat: IdRef, text: string, options: TextOptions = {}): ActorMessage {
    const content = this.contents.text(text, options.entities);
    return this.write({ fromId: idOf(user) }, { chat, replyTo: options.replyTo }, 'text', content);
  }

  /** Any kind of message; without a topic it goes to General. */
  sendInTopic(
    user: IdRef,
    chat: IdRef,
    threadId: number | undefined,
    kind: SendableKind,
    content: ActorContent & { replyTo?: MessageRef } = {},
  ): ActorMessage {
    const { replyTo, ...fields } = content;
    return this.write(
      { fromId: idOf(user) },
      { chat, threadId, replyTo },
      kind,
      this.contents.create(kind, fields),
    );
  }

  async albumInTopic(
    user: IdRef,
    chat: IdRef,
    threadId: number | undefined,
    parts: AlbumPart[],
    options: { gapMs?: number } = {},
  ): Promise<ActorMessage[]> {
    const mediaGroupId = String(this.context.world.next('mediaGroup', 13_000_000_001));
    const sent: ActorMessage[] = [];
    for (const { kind, ...content } of parts) {
      if (sent.length > 0 && options.gapMs)
        await new Promise((resolve) => setTimeout(resolve, options.gapMs));
      const place = { chat, threadId, mediaGroupId };
      sent.push(this.write({ fromId: idOf(user) }, place, kind, this.contents.create(kind, content)));
    }
    return sent;
  }

  /** An anonymous administrator: Telegram shows a common bot account and the group as the sender. */
  writeAnonymously(
    chat: IdRef,
    threadId: number | undefined,
    text: string,
    options: TextOptions = {},
  ): ActorMessage {
    const author = { fromId: GROUP_ANONYMOUS_BOT, senderChatId: idOf(chat) };
    return this.write(
      author,
      { chat, threadId, replyTo: options.replyTo },
      'text',
      this.contents.text(text, options.entities),
    );
  }

  writeAsChannel(chat: IdRef, threadId: number | undefined, channel: IdRef, text: string): ActorMessage {
    const author = { fromId: CHANNEL_BOT, senderChatId: idOf(channel) };
    return this.write(author, { chat, threadId }, 'text', this.contents.text(text));
  }

  /** A post of the linked channel, which Telegram forwards into General by itself. */
  autoForward(chat: IdRef, channel: IdRef, text: string): ActorMessage {
    const post = this.post(channel, text);
    const origin = {
      type: 'channel',
      chat: this.context.renderer.chat(idOf(channel)),
      message_id: post.message_id,
    };
    const author = { fromId: TELEGRAM_SERVICE, senderChatId: idOf(channel) };
    const content = { ...this.contents.text(text), is_automatic_forward: true };
    const date = this.context.world.clock.seconds();
    return this.write(author, { chat }, 'text', content, { ...origin, date });
  }

  /** Forwards a message of any chat into a topic. */
  forwardInTopic(
    user: IdRef,
    chat: IdRef,
    threadId: number | undefined,
    source: { chatId: number; messageId: MessageRef },
  ): ActorMessage {
    const message = this.find(source.chatId, source.messageId);
    const origin = new ForwardOrigin(this.context.world, this.context.renderer).of(message);
    return this.write({ fromId: idOf(user) }, { chat, threadId }, message.kind, message.content, origin);
  }

  /** A post in a channel. */
  post(channel: IdRef, text: string): ActorMessage {
    return this.write({ senderChatId: idOf(channel) }, { chat: channel }, 'text', this.contents.text(text));
  }

  /** Text or caption, whichever the message has. */
  editInGroup(chat: IdRef, message: MessageRef, text: string): void {
    const found = this.find(chat, message);
    const media = withoutCaption(found.content);
    const content =
      found.kind === 'text' ? this.contents.text(text) : { ...media, ...this.contents.caption(text) };
    this.context.log.edit(found, { content });
  }

  /** Deleting gives no update, as on Telegram. */
  deleteMessage(chat: IdRef, message: MessageRef): void {
    this.find(chat, message).isDeleted = true;
    this.context.world.changed();
  }

  pin(user: IdRef, chat: IdRef, message: MessageRef): void {
    const found = this.find(chat, message);
    found.isPinned = true;
    const content = { pinned_message: this.context.renderer.message(found) };
    this.write({ fromId: idOf(user) }, { chat, threadId: found.threadId }, 'service', content);
  }

  /** There is no update for this. */
  unpin(chat: IdRef, message: MessageRef): void {
    this.find(chat, message).isPinned = false;
    this.context.world.changed();
  }

  private write(
    author: Pick<MessageState, 'fromId' | 'senderChatId'>,
    place: Place,
    kind: MessageState['kind'],
    content: JsonObject,
    forwardOrigin?: JsonObject,
  ): ActorMessage {
    const chat = this.context.world.chat(idOf(place.chat));
    const threadId = this.threadOf(chat, place);
    if (author.fromId !== undefined) this.checkMember(chat, author.fromId, threadId);
    const message = this.context.log.append({
      ...author,
      chatId: chat.id,
      kind,
      content,
      forwardOrigin,
      threadId,
      replyTo: place.replyTo === undefined ? undefined : messageIdOf(place.replyTo),
      quote: place.quote === undefined ? undefined : { text: place.quote, position: 0, is_manual: true },
      mediaGroupId: place.mediaGroupId,
    });
    return { message_id: message.id, chatId: chat.id };
  }

  private threadOf(chat: ChatState, { threadId }: Place): number | undefined {
    if (threadId === undefined || !chat.isForum) return undefined;
    if (this.context.world.liveTopic(chat, threadId) === undefined) {
      throw new Error(`No topic ${threadId} in chat ${chat.id}`);
    }
    return threadId;
  }

  /** Only members write, and only administrators in a closed topic. Common sender accounts may always. */
  private checkMember(chat: ChatState, userId: number, threadId: number | undefined): void {
    if (this.context.world.user(userId).isBot || userId === TELEGRAM_SERVICE) return;
    const { status, canSend } = this.context.members.get(chat, userId);
    if (status === 'left' || status === 'kicked')
      throw new Error(`User ${userId} is no member of chat ${chat.id}`);
    if (!canSend) throw new Error(`User ${userId} may not write in chat ${chat.id}`);
    const isAdmin = status === 'creator' || status === 'administrator';
    if (threadId === undefined || isAdmin || chat.topics.get(threadId)?.isClosed !== true) return;
    throw new Error(`Topic ${threadId} is closed`);
  }

  private find(chat: IdRef, message: MessageRef): MessageState {
    const found = this.context.world.message(idOf(chat), messageIdOf(message));
    if (found === undefined) throw new Error(`No message ${messageIdOf(message)} in chat ${idOf(chat)}`);
    return found;
  }
}
