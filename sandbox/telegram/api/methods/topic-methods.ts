import type { AdminRights } from '../../state/admin-rights.js';
import type { ChatState, TopicState } from '../../state/chat-state.js';
import { compact } from '../../state/json-object.js';
import { emojiOfIcon, topicIconStickers } from '../../state/topic-icons.js';
import { TOPIC_COLORS, TopicLog } from '../../state/topic-log.js';
import type { ApiContext, ApiHandlers } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { Params } from '../params.js';

/** Bot API: forum topics. Texts of errors: td ForumTopicManager and core server constants. */
export class TopicMethods {
  readonly handlers: ApiHandlers = {
    createForumTopic: (params) => this.create(params),
    editForumTopic: (params) => this.edit(params),
    closeForumTopic: (params) => this.setClosed(params, true),
    reopenForumTopic: (params) => this.setClosed(params, false),
    deleteForumTopic: (params) => this.delete(params),
    getForumTopicIconStickers: () => topicIconStickers(),
    unpinAllForumTopicMessages: (params) => this.unpinAll(params),
  };

  constructor(private readonly context: ApiContext) {}

  private create(params: Params): unknown {
    const chat = this.forum(params);
    this.requireRight(chat, 'can_manage_topics', 'create a topic');
    const name = params.text('name') ?? '';
    if (TopicLog.cleanName(name) === '') throw ApiError.badRequest('title must be non-empty');
    const color = params.int('icon_color');
    if (color !== undefined && !TOPIC_COLORS.includes(color)) {
      throw ApiError.badRequest('invalid icon color specified');
    }
    const emoji = this.icon(params);
    const topic = this.context.topics.create(chat, this.self, name, color, emoji);
    return compact({
      message_thread_id: topic.id,
      name: topic.name,
      icon_color: topic.iconColor,
      icon_custom_emoji_id: topic.iconCustomEmojiId,
    });
  }

  private edit(params: Params): true {
    const chat = this.forum(params);
    const name = params.text('name');
    const emoji = this.icon(params);
    // Nothing to change is answered without a look at the topic, so this cannot tell whether it exists.
    if (name === undefined && emoji === undefined) return true;
    const topic = this.manageable(chat, params, 'edit the topic');
    const isSameName = name === undefined || TopicLog.cleanName(name) === topic.name;
    if (isSameName && (emoji === undefined || emoji === topic.iconCustomEmojiId)) {
      throw ApiError.badRequest('TOPIC_NOT_MODIFIED');
    }
    this.context.topics.edit(chat, topic, this.self, name, emoji);
    return true;
  }

  private setClosed(params: Params, isClosed: boolean): true {
    const chat = this.forum(params);
    const topic = this.manageable(chat, params, 'close or open the topic');
    if (topic.isClosed === isClosed) throw ApiError.badRequest('TOPIC_NOT_MODIFIED');
    this.context.topics.setClosed(chat, topic, this.self, isClosed);
    return true;
  }

  private delete(params: Params): true {
    const chat = this.forum(params);
    this.requireRight(chat, 'can_delete_messages', 'delete the topic');
    this.context.topics.delete(chat, this.topic(chat, params));
    return true;
  }

  private unpinAll(params: Params): true {
    const chat = this.forum(params);
    const topic = this.topic(chat, params);
    const refusal = 'not enough rights to manage pinned messages in the chat';
    this.context.access.requireRight(chat, 'can_pin_messages', refusal);
    for (const message of chat.messages.values()) {
      if (message.threadId === topic.id) message.isPinned = false;
    }
    this.context.world.changed();
    return true;
  }

  /** An empty one takes the icon off. Inferred: any other that is no free icon is refused like an unknown file. */
  private icon(params: Params): string | undefined {
    const id = params.text('icon_custom_emoji_id');
    if (id !== undefined && id !== '' && emojiOfIcon(id) === undefined) {
      throw ApiError.badRequest('DOCUMENT_INVALID');
    }
    return id;
  }

  private get self(): { fromId: number } {
    return { fromId: this.context.world.bot.id };
  }

  private forum(params: Params): ChatState {
    const chat = this.context.access.chat(params);
    if (!chat.isForum) throw ApiError.badRequest('the chat is not a forum');
    return chat;
  }

  /** Its creator may edit a topic without being an administrator. */
  private manageable(chat: ChatState, params: Params, action: string): TopicState {
    const topic = this.topic(chat, params);
    if (topic.creatorId !== this.context.world.bot.id) this.requireRight(chat, 'can_manage_topics', action);
    return topic;
  }

  private topic(chat: ChatState, params: Params): TopicState {
    const topic = this.context.world.liveTopic(chat, params.int('message_thread_id') ?? 0);
    if (topic === undefined) throw ApiError.badRequest('TOPIC_ID_INVALID');
    return topic;
  }

  private requireRight(chat: ChatState, right: keyof AdminRights, action: string): void {
    this.context.access.requireRight(chat, right, `not enough rights to ${action}`);
  }
}
