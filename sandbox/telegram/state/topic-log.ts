import type { ChatState, TopicState } from './chat-state.js';
import { compact } from './json-object.js';
import type { MessageLog } from './message-log.js';
import type { MessageState } from './message-state.js';
import type { World } from './world.js';

/** Bot API, createForumTopic.icon_color: the only six. */
export const TOPIC_COLORS: readonly number[] = [7322096, 16766590, 13338331, 9367192, 16749490, 16478047];
const LONGEST_NAME = 128;

export interface TopicAuthor {
  fromId: number;
  senderChatId?: number | undefined;
}

/** Changes of forum topics with their service messages. Deleting a topic is silent: no update tells of it. */
export class TopicLog {
  constructor(
    private readonly world: World,
    private readonly log: MessageLog,
  ) {}

  create(
    chat: ChatState,
    author: TopicAuthor,
    name: string,
    iconColor = TOPIC_COLORS[0] ?? 0,
    iconCustomEmojiId?: string,
  ): TopicState {
    const cleanName = TopicLog.cleanName(name);
    const root = this.log.appendTopicRoot({
      ...author,
      chatId: chat.id,
      kind: 'service',
      content: {
        forum_topic_created: compact({
          name: cleanName,
          icon_color: iconColor,
          icon_custom_emoji_id: iconCustomEmojiId,
        }),
      },
    });
    const topic: TopicState = {
      id: root.id,
      name: cleanName,
      iconColor,
      iconCustomEmojiId,
      isClosed: false,
      creatorId: author.fromId,
    };
    chat.topics.set(topic.id, topic);
    this.world.changed();
    return topic;
  }

  edit(
    chat: ChatState,
    topic: TopicState,
    author: TopicAuthor,
    name?: string,
    iconCustomEmojiId?: string,
  ): void {
    const newName = name === undefined ? undefined : TopicLog.cleanName(name);
    if (newName !== undefined) topic.name = newName;
    if (iconCustomEmojiId !== undefined) topic.iconCustomEmojiId = iconCustomEmojiId;
    this.service(chat, topic, author, {
      forum_topic_edited: compact({ name: newName, icon_custom_emoji_id: iconCustomEmojiId }),
    });
  }

  setClosed(chat: ChatState, topic: TopicState, author: TopicAuthor, isClosed: boolean): void {
    topic.isClosed = isClosed;
    this.service(chat, topic, author, isClosed ? { forum_topic_closed: {} } : { forum_topic_reopened: {} });
  }

  delete(chat: ChatState, topic: TopicState): void {
    topic.deletedAtMs = this.world.clock.now();
    for (const message of chat.messages.values()) {
      if (message.threadId === topic.id) message.isDeleted = true;
    }
    this.world.changed();
  }

  /** Server source (td): the name is trimmed and cut, not refused, when it is too long. */
  static cleanName(name: string): string {
    return Array.from(name.trim()).slice(0, LONGEST_NAME).join('');
  }

  private service(
    chat: ChatState,
    topic: TopicState,
    author: TopicAuthor,
    content: MessageState['content'],
  ): void {
    this.log.append({ ...author, chatId: chat.id, kind: 'service', threadId: topic.id, content });
  }
}
