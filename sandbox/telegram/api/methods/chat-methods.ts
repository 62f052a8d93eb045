import type { JsonObject } from '../../state/json-object.js';
import { compact } from '../../state/json-object.js';
import type { ApiContext, ApiHandlers } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { Params } from '../params.js';

/** Bot API, getFile: "bots can download files of up to 20MB". */
const LARGEST_DOWNLOAD = 20 * 1024 * 1024;
const ACTIONS = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
]);

/** Bot API: looking at chats, members and files. */
export class ChatMethods {
  readonly handlers: ApiHandlers = {
    getChat: (params) => this.getChat(params),
    getChatMember: (params) => this.getMember(params),
    getChatMemberCount: (params) => this.present(params).length,
    getChatAdministrators: (params) => this.administrators(params),
    getFile: (params) => this.getFile(params),
    getUserProfilePhotos: () => ({ total_count: 0, photos: [] }),
    sendChatAction: (params) => this.chatAction(params),
    leaveChat: (params) => this.leave(params),
  };

  constructor(private readonly context: ApiContext) {}

  private getChat(params: Params): JsonObject {
    const { access, renderer } = this.context;
    const chat = access.chat(params);
    const pinned = [...chat.messages.values()].findLast((message) => message.isPinned && !message.isDeleted);
    return compact({
      ...renderer.chat(chat.id),
      accent_color_id: 0,
      max_reaction_count: 11,
      has_protected_content: chat.isProtected ? true : undefined,
      pinned_message: pinned === undefined ? undefined : renderer.message(pinned),
      permissions: chat.type === 'private' ? undefined : { can_send_messages: true },
      accepted_gift_types: {
        unlimited_gifts: false,
        limited_gifts: false,
        unique_gifts: false,
        premium_subscription: false,
        gifts_from_channels: false,
      },
    });
  }

  private getMember(params: Params): JsonObject {
    const { access, world, members, renderer } = this.context;
    const chat = access.chat(params);
    const userId = params.int('user_id') ?? 0;
    if (!world.users.has(userId)) throw ApiError.badRequest('user not found');
    if (chat.type === 'private') return { user: renderer.user(userId), status: 'member' };
    return renderer.member(members.get(chat, userId));
  }

  private administrators(params: Params): JsonObject[] {
    const { world, renderer } = this.context;
    // Bot API: other bots are left out.
    return this.present(params)
      .filter(({ status }) => status === 'creator' || status === 'administrator')
      .filter(({ userId }) => userId === world.bot.id || !world.user(userId).isBot)
      .map((member) => renderer.member(member));
  }

  private present(params: Params): ReturnType<ApiContext['members']['get']>[] {
    const chat = this.context.access.chat(params);
    return [...chat.members.values()].filter(({ userId }) => this.context.members.isPresent(chat, userId));
  }

  private getFile(params: Params): JsonObject {
    const fileId = params.text('file_id') ?? '';
    if (fileId === '') throw ApiError.badRequest('file_id not specified');
    const file = this.context.world.files.get(fileId);
    if (file === undefined) {
      throw ApiError.badRequest('wrong file_id or the file is temporarily unavailable');
    }
    if (file.size > LARGEST_DOWNLOAD) throw ApiError.badRequest('file is too big');
    return {
      file_id: fileId,
      file_unique_id: file.uniqueId,
      file_size: file.size,
      file_path: file.path,
    };
  }

  /** True even for a topic that is gone, so it cannot probe one. */
  private chatAction(params: Params): true {
    this.context.access.writableChat(params, 'text');
    if (!ACTIONS.has(params.text('action') ?? '')) {
      throw ApiError.badRequest('wrong parameter action in request');
    }
    return true;
  }

  private leave(params: Params): true {
    const { access, members, world } = this.context;
    members.set(access.chat(params), world.bot.id, world.bot.id, { status: 'left' });
    return true;
  }
}
