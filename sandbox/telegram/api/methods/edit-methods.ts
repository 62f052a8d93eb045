import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../../state/json-object.js';
import { isJsonObject, withoutCaption } from '../../state/json-object.js';
import type { MediaKind, MessageKind, MessageState } from '../../state/message-state.js';
import { MEDIA_KINDS } from '../../state/message-state.js';
import type { ApiContext, ApiHandlers } from '../api-context.js';
import { ApiError } from '../api-error.js';
import { Params } from '../params.js';

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current ' +
  'content and reply markup of the message';

/** Bot API: editMessage*. td: only the bot's own messages, never forwards, at any age. */
export class EditMethods {
  readonly handlers: ApiHandlers = {
    editMessageText: (params) => this.editText(params),
    editMessageCaption: (params) => this.editCaption(params),
    editMessageMedia: (params) => this.editMedia(params),
    editMessageReplyMarkup: (params) => this.editMarkup(params),
    editMessageLiveLocation: (params) => this.editLocation(params),
    stopMessageLiveLocation: (params) => this.stopLocation(params),
  };

  constructor(private readonly context: ApiContext) {}

  private editText(params: Params): JsonObject {
    const message = this.own(params);
    const content = this.context.texts.text(params);
    if (message.kind !== 'text') throw ApiError.badRequest('there is no text in the message to edit');
    return this.apply(params, message, content);
  }

  private editCaption(params: Params): JsonObject {
    const message = this.own(params);
    const caption = this.context.texts.caption(params);
    if (!isMedia(message.kind)) throw ApiError.badRequest('there is no caption in the message to edit');
    return this.apply(params, message, { ...withoutCaption(message.content), ...caption });
  }

  private editMedia(params: Params): JsonObject {
    const message = this.own(params);
    const media = params.object('media') ?? {};
    const kind = MEDIA_KINDS.find((candidate) => candidate === media['type']);
    if (kind === undefined) throw ApiError.badRequest("can't parse InputMedia: type is invalid");
    // Bot API: also "to add media to text messages".
    if (!isMedia(message.kind) && message.kind !== 'text')
      throw ApiError.badRequest("message can't be edited");
    const content = this.context.files.read(kind, new Params(media, params.files), 'media');
    return this.apply(params, message, content, kind);
  }

  private editMarkup(params: Params): JsonObject {
    const message = this.own(params);
    return this.apply(params, message, message.content);
  }

  private editLocation(params: Params): JsonObject {
    const { message, location } = this.liveLocation(params);
    const latitude = params.float('latitude');
    const longitude = params.float('longitude');
    return this.apply(params, message, { location: { ...location, latitude, longitude } });
  }

  private stopLocation(params: Params): JsonObject {
    const { message, location } = this.liveLocation(params);
    const { latitude, longitude } = location;
    return this.apply(params, message, { location: { latitude, longitude } });
  }

  private liveLocation(params: Params): { message: MessageState; location: JsonObject } {
    const message = this.own(params);
    const { location } = message.content;
    if (!isJsonObject(location) || location['live_period'] === undefined) {
      throw ApiError.badRequest('there is no live location in the message to edit');
    }
    return { message, location };
  }

  /** An edit without reply_markup takes the inline keyboard away. */
  private apply(
    params: Params,
    message: MessageState,
    content: JsonObject,
    kind: MessageKind = message.kind,
  ): JsonObject {
    const replyMarkup = this.context.markup.read(params);
    const isSame = isDeepStrictEqual([content, replyMarkup], [message.content, message.replyMarkup]);
    if (isSame) throw ApiError.badRequest(NOT_MODIFIED);
    this.context.log.edit(message, { kind, content, replyMarkup });
    return this.context.renderer.message(message);
  }

  private own(params: Params): MessageState {
    const { access, world } = this.context;
    const chat = access.writableChat(params, 'text');
    if ((params.int('message_id') ?? 0) <= 0)
      throw ApiError.badRequest('message identifier is not specified');
    const message = access.message(chat, params, 'message to edit not found');
    const isEditable =
      message.fromId === world.bot.id && message.forwardOrigin === undefined && message.kind !== 'service';
    if (!isEditable) throw ApiError.badRequest("message can't be edited");
    return message;
  }
}

function isMedia(kind: MessageKind): kind is MediaKind {
  return (MEDIA_KINDS as readonly string[]).includes(kind);
}
