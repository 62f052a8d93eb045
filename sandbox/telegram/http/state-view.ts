import type { Actors } from '../actors/actors.js';
import type { WebhookDelivery } from '../delivery/webhook-delivery.js';
import type { UpdateQueue } from '../delivery/update-queue.js';
import type { FileState } from '../state/file-state.js';
import type { World } from '../state/world.js';

const NEWEST_QUERIES = 50;
/** Per chat; a page that shows more than this would not be read. */
const NEWEST_MESSAGES = 1_000;

/** The whole visible state, as the browser page draws it. */
export class StateView {
  constructor(
    private readonly world: World,
    private readonly actors: Actors,
    private readonly updates: UpdateQueue,
    private readonly delivery: WebhookDelivery,
  ) {}

  file(fileId: string): FileState | undefined {
    return this.world.files.get(fileId);
  }

  state(): unknown {
    const { config } = this.delivery;
    return {
      now: this.world.clock.now(),
      bot: this.world.bot,
      webhook: {
        url: config.url,
        pending: this.updates.size,
        lastErrorDate: config.lastErrorDate,
        lastErrorMessage: config.lastErrorMessage,
      },
      commands: [...this.world.commands].map(([key, commands]) => {
        const [scope, languageCode] = JSON.parse(key) as [unknown, string];
        return { scope, languageCode, commands };
      }),
      users: [...this.world.users.values()].filter((user) => !user.isBot && this.world.chats.has(user.id)),
      chats: [...this.world.chats.values()].map((chat) => ({
        id: chat.id,
        type: chat.type,
        title: chat.title,
        username: chat.username,
        isForum: chat.isForum,
        migratedTo: chat.migratedTo,
        members: [...chat.members.values()],
        joinRequests: chat.joinRequests,
        topics: chat.topics.size === 0 ? [] : this.actors.topics(chat.id),
        messages: this.actors.transcript(chat.id, undefined, { withService: true }).slice(-NEWEST_MESSAGES),
      })),
      callbackQueries: [...this.world.callbackQueries.values()].slice(-NEWEST_QUERIES),
    };
  }
}
