import type { JsonObject } from '../state/json-object.js';
import { withoutCaption } from '../state/json-object.js';
import { ForwardOrigin } from '../state/forward-origin.js';
import type { MessageState } from '../state/message-state.js';
import type { ActorContext } from './actor-context.js';
import type { ActorContent, ContentFactory, SendableKind } from './content-factory.js';
import type { ActorMessage, IdRef, MessageRef } from './refs.js';
import { idOf, messageIdOf } from './refs.js';

export interface TextOptions {
  replyTo?: MessageRef;
  /** A part of the replied message. */
  quote?: string;
  entities?: JsonObject[];
}

export interface AlbumPart extends ActorContent {
  kind: 'photo' | 'video' | 'audio' | 'document';
}

export type ForwardSource =
  | { chatId: number; messageId: MessageRef }
  | { fromUser: IdRef; kind?: SendableKind; content?: ActorContent }
  | { fromName: string; kind?: SendableKind; content?: ActorContent };

/** A person in the private chat with the bot. */
export class Customer {
  private readonly origin: ForwardOrigin;

  constructor(
    private readonly context: ActorContext,
    private readonly contents: ContentFactory,
  ) {
    this.origin = new ForwardOrigin(context.world, context.renderer);
  }

  /** Presses Start: also unblocks. A payload comes from a deep link. */
  start(user: IdRef, payload?: string): ActorMessage {
    this.context.members.setBlocked(idOf(user), false);
    return this.sendText(user, payload === undefined || payload === '' ? '/start' : `/start ${payload}`);
  }

  sendText(user: IdRef, text: string, options: TextOptions = {}): ActorMessage {
    const { replyTo, quote, entities } = options;
    return this.write(user, 'text', this.contents.text(text, entities), replyTo, {
      quote: quote === undefined ? undefined : { text: quote, position: 0, is_manual: true },
    });
  }

  send(
    user: IdRef,
    kind: SendableKind,
    content: ActorContent = {},
    options: { replyTo?: MessageRef } = {},
  ): ActorMessage {
    return this.write(user, kind, this.contents.create(kind, content), options.replyTo);
  }

  /** Parts arrive as separate updates with one media_group_id, `gapMs` apart. */
  async sendAlbum(
    user: IdRef,
    parts: AlbumPart[],
    options: { gapMs?: number } = {},
  ): Promise<ActorMessage[]> {
    const mediaGroupId = String(this.context.world.next('mediaGroup', 13_000_000_001));
    const sent: ActorMessage[] = [];
    for (const { kind, ...content } of parts) {
      if (sent.length > 0 && options.gapMs)
        await new Promise((resolve) => setTimeout(resolve, options.gapMs));
      sent.push(this.write(user, kind, this.contents.create(kind, content), undefined, { mediaGroupId }));
    }
    return sent;
  }

  editText(user: IdRef, message: MessageRef, text: string): void {
    this.edit(user, message, this.contents.text(text));
  }

  editCaption(user: IdRef, message: MessageRef, caption: string): void {
    const media = withoutCaption(this.own(user, message).content);
    this.edit(user, message, { ...media, ...this.contents.caption(caption) });
  }

  /** The file and the caption are others. */
  editMedia(user: IdRef, message: MessageRef, kind: SendableKind, content: ActorContent = {}): void {
    const own = this.own(user, message);
    own.kind = kind;
    this.edit(user, message, this.contents.create(kind, content));
  }

  /** Bot API: a position that no longer moves has no live_period. */
  stopLocation(user: IdRef, message: MessageRef): void {
    const { latitude, longitude } = this.own(user, message).content['location'] as JsonObject;
    this.edit(user, message, { location: { latitude, longitude } });
  }

  /** Telegram reports an edit although people see no difference. */
  touch(user: IdRef, message: MessageRef): void {
    this.edit(user, message, this.own(user, message).content);
  }

  editLocation(user: IdRef, message: MessageRef, latitude: number, longitude: number): void {
    const location = this.own(user, message).content['location'] as JsonObject;
    this.edit(user, message, { location: { ...location, latitude, longitude } });
  }

  /** Forwards an existing message, or makes one up "from" somebody. */
  forward(user: IdRef, source: ForwardSource): ActorMessage {
    const { world } = this.context;
    const date = world.clock.seconds() - 3600;
    if ('messageId' in source) {
      const message = world.message(source.chatId, messageIdOf(source.messageId));
      if (message === undefined) throw new Error('No such message to forward');
      const forwardOrigin = this.origin.of(message);
      return this.write(user, message.kind, message.content, undefined, { forwardOrigin });
    }
    const { kind = 'text', content = { text: 'Forwarded text' } } = source;
    const forwardOrigin =
      'fromUser' in source
        ? this.origin.ofUser(idOf(source.fromUser), date)
        : { type: 'hidden_user', date, sender_user_name: source.fromName };
    return this.write(user, kind, this.contents.create(kind, content), undefined, { forwardOrigin });
  }

  block(user: IdRef): void {
    this.context.members.setBlocked(idOf(user), true);
  }

  unblock(user: IdRef): void {
    this.context.members.setBlocked(idOf(user), false);
  }

  deleteAccount(user: IdRef): void {
    this.context.world.user(idOf(user)).isDeactivated = true;
    this.context.world.changed();
  }

  /** Sets "protect content" for the whole private chat. */
  protectChat(user: IdRef, isProtected = true): void {
    this.context.world.chat(idOf(user)).isProtected = isProtected;
  }

  private write(
    ref: IdRef,
    kind: MessageState['kind'],
    content: JsonObject,
    replyTo: MessageRef | undefined,
    more: { mediaGroupId?: string; forwardOrigin?: JsonObject; quote?: JsonObject | undefined } = {},
  ): ActorMessage {
    const id = idOf(ref);
    const user = this.context.world.user(id);
    if (user.hasBlocked) throw new Error(`User ${id} blocked the bot and cannot write`);
    if (user.isDeactivated) throw new Error(`The account of user ${id} is deleted`);
    user.hasStarted = true;
    const replied = replyTo === undefined ? undefined : messageIdOf(replyTo);
    const message = this.context.log.append({
      chatId: id,
      fromId: id,
      kind,
      content,
      replyTo: replied,
      ...more,
    });
    return { message_id: message.id, chatId: id };
  }

  private own(user: IdRef, message: MessageRef): MessageState {
    const found = this.context.world.message(idOf(user), messageIdOf(message));
    if (found?.fromId !== idOf(user)) throw new Error('Only own messages can be edited');
    return found;
  }

  private edit(user: IdRef, message: MessageRef, content: JsonObject): void {
    this.context.log.edit(this.own(user, message), { content });
  }
}
