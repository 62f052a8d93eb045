import { Injectable, Logger } from '@nestjs/common';
import type { TopicMark } from '../../conversations/threads/thread.entity.js';
import { SharedCache } from '../../database/shared-cache.js';
import { BotApi } from './bot-api.js';
import { scrub } from './scrub.js';

/** Telegram's list changes once in years. */
const maxAgeMs = 24 * 60 * 60 * 1_000;

/** What a state looks like, the best first: only some emoji are icons that anybody may use. */
const wishes: Readonly<Record<TopicMark, readonly string[]>> = {
  open: ['❗️', '❓', '🔥'],
  waiting: ['💬', '👀', '✍️'],
  closed: ['✅', '🏁'],
  snoozed: ['💤', '☕️', '📆'],
  blocked: ['🚫', '🧳', '🏁'],
  banned: ['⛔️', '👮‍♂️', '🔞'],
};

interface IconSticker {
  readonly emoji?: string;
  readonly custom_emoji_id?: string;
}

/** The icons of topics. Bot API: `getForumTopicIconStickers`, which is free for everybody. */
@Injectable()
export class TopicIcons {
  private readonly log = new Logger(TopicIcons.name);

  constructor(
    private readonly api: BotApi,
    private readonly cache: SharedCache,
  ) {}

  /** Undefined when Telegram has none that fits or does not say; a topic does without. */
  async of(mark: TopicMark): Promise<string | undefined> {
    const icons = await this.all();
    return wishes[mark].map((emoji) => icons.get(plain(emoji))).find((id) => id !== undefined);
  }

  private async all(): Promise<ReadonlyMap<string, string>> {
    try {
      const stickers = await this.cache.get(
        'topic-icons',
        () => this.api.call<IconSticker[]>('getForumTopicIconStickers', {}),
        maxAgeMs,
      );
      return new Map(stickers.map(({ emoji = '', custom_emoji_id: id = '' }) => [plain(emoji), id]));
    } catch (error) {
      this.log.warn(`no icons for topics: ${scrub((error as Error).message)}`);
      return new Map();
    }
  }
}

/** Some write the same emoji with the mark for coloured presentation, some without. */
function plain(emoji: string): string {
  return emoji.replaceAll('\ufe0f', '');
}
