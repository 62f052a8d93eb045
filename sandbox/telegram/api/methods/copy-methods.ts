import type { ChatState } from '../../state/chat-state.js';
import type { JsonObject } from '../../state/json-object.js';
import { isJsonObject, withoutCaption } from '../../state/json-object.js';
import { SPECIAL_KINDS } from '../../state/message-state.js';
import type { MessageState } from '../../state/message-state.js';
import { ForwardOrigin } from '../../state/forward-origin.js';
import type { ApiContext, ApiHandlers } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { OutgoingPlace } from '../outgoing.js';
import type { Params } from '../params.js';

type Mode = 'copy' | 'forward';
const MOST_IDS = 100;

/**
 * Bot API: copyMessage(s), forwardMessage(s). td: a bot may copy protected content but not forward it; batches
 * skip what they cannot take, so fewer ids come back than were given.
 */
export class CopyMethods {
  readonly handlers: ApiHandlers = {
    copyMessage: (params) => this.copyOne(params),
    copyMessages: (params) => this.batch(params, 'copy'),
    forwardMessage: (params) => this.forwardOne(params),
    forwardMessages: (params) => this.batch(params, 'forward'),
  };
  private readonly origin: ForwardOrigin;

  constructor(private readonly context: ApiContext) {
    this.origin = new ForwardOrigin(context.world, context.renderer);
  }

  private copyOne(params: Params): JsonObject {
    const { access, outgoing, texts, markup } = this.context;
    const source = access.chat(params, 'from_chat_id');
    const place = outgoing.place(params, 'text');
    const message = access.message(source, params, 'message to copy not found');
    if (!isCopyable(message)) throw ApiError.badRequest("the message can't be copied");
    let content = standingStill(message.content);
    if (params.raw['caption'] !== undefined && message.kind !== 'text') {
      content = { ...withoutCaption(content), ...texts.caption(params) };
    }
    const copy = outgoing.write(params, place, {
      kind: message.kind,
      content,
      replyMarkup: markup.read(params),
      copiedFrom: { chatId: source.id, messageId: message.id },
    });
    return { message_id: copy.id };
  }

  private forwardOne(params: Params): JsonObject {
    const { access, outgoing, renderer } = this.context;
    const source = access.chat(params, 'from_chat_id');
    const place = outgoing.place(params, 'text');
    const message = access.message(source, params, 'message to forward not found');
    if (isProtected(source, message)) {
      throw ApiError.badRequest("message has protected content and can't be forwarded");
    }
    if (!isForwardable(source, message)) throw ApiError.badRequest("the message can't be forwarded");
    return renderer.message(this.write(params, place, message, 'forward'));
  }

  private batch(params: Params, mode: Mode): JsonObject[] {
    const { access, outgoing, world } = this.context;
    const source = access.chat(params, 'from_chat_id');
    const place = outgoing.place(params, 'text');
    const ids = this.batchIds(params);
    const usable = ids
      .map((id) => world.message(source.id, id))
      .filter((message) => message !== undefined)
      .filter((message) => (mode === 'copy' ? isCopyable(message) : isForwardable(source, message)));
    if (usable.length === 0) {
      const hasAny = ids.some((id) => world.message(source.id, id) !== undefined);
      throw ApiError.badRequest(hasAny ? "messages can't be forwarded" : 'there are no messages to forward');
    }
    const groups = this.newGroups(usable);
    return usable.map((message) => ({
      message_id: this.write(params, place, message, mode, groups.get(message.mediaGroupId ?? '')).id,
    }));
  }

  private batchIds(params: Params): number[] {
    const ids = params.integers('message_ids') ?? [];
    if (ids.length === 0) throw ApiError.badRequest('message identifiers are not specified');
    if (ids.length > MOST_IDS) throw ApiError.badRequest('too many message identifiers specified');
    if (ids.some((id, index) => index > 0 && id <= (ids[index - 1] ?? 0))) {
      throw ApiError.badRequest('message identifiers must be in a strictly increasing order');
    }
    return ids;
  }

  /** Albums stay albums under a new id; a single part is no album any more. */
  private newGroups(messages: MessageState[]): Map<string, string> {
    const groups = new Map<string, string>();
    for (const { mediaGroupId } of messages) {
      if (mediaGroupId === undefined || groups.has(mediaGroupId)) continue;
      const parts = messages.filter((message) => message.mediaGroupId === mediaGroupId);
      if (parts.length > 1)
        groups.set(mediaGroupId, String(this.context.world.next('mediaGroup', 13_000_000_001)));
    }
    return groups;
  }

  private write(
    params: Params,
    place: OutgoingPlace,
    message: MessageState,
    mode: Mode,
    mediaGroupId?: string,
  ): MessageState {
    const { content } = message;
    return this.context.outgoing.write(params, place, {
      kind: message.kind,
      content: standingStill(
        mode === 'copy' && params.flag('remove_caption') ? withoutCaption(content) : content,
      ),
      forwardOrigin: mode === 'forward' ? this.origin.of(message) : undefined,
      mediaGroupId,
      copiedFrom: { chatId: message.chatId, messageId: message.id },
    });
  }
}

function isProtected(source: ChatState, message: MessageState): boolean {
  return source.isProtected || message.isProtected === true;
}

function isCopyable(message: MessageState): boolean {
  const isSpecial = (SPECIAL_KINDS as readonly string[]).includes(message.kind);
  return message.kind !== 'service' && message.kind !== 'invoice' && !isSpecial && !isSecretQuiz(message);
}

/** td: a copy or forward of a live location is a plain one. */
function standingStill(content: JsonObject): JsonObject {
  const { location } = content;
  if (!isJsonObject(location) || location['live_period'] === undefined) return content;
  const { latitude, longitude } = location;
  return { ...content, location: { latitude, longitude } };
}

/** A quiz is copied only if the right answer is known, which it is for the bot's own. */
function isSecretQuiz(message: MessageState): boolean {
  const poll = message.content['poll'] as { type?: string; correct_option_id?: number } | undefined;
  return poll?.type === 'quiz' && poll.correct_option_id === undefined;
}

function isForwardable(source: ChatState, message: MessageState): boolean {
  return message.kind !== 'service' && message.kind !== 'hologram' && !isProtected(source, message);
}
