import type { CallbackQueryState } from './callback-query-state.js';
import type { ChatState, MemberState, TopicState } from './chat-state.js';
import type { FileState } from './file-state.js';
import type { JsonObject } from './json-object.js';
import type { MessageState } from './message-state.js';
import type {
  CheckoutState,
  InvoiceState,
  StarSubscriptionState,
  StarTransactionState,
} from './star-state.js';
import type { UserState } from './user-state.js';
import type { World } from './world.js';

interface ChatData extends Omit<ChatState, 'members' | 'topics' | 'messages'> {
  members: MemberState[];
  topics: TopicState[];
  messages: MessageState[];
}

export interface WorldData {
  users: UserState[];
  chats: ChatData[];
  files: FileState[];
  callbackQueries: CallbackQueryState[];
  commands: [string, JsonObject[]][];
  counters: [string, number][];
  /** Absent in data from before payments. */
  stars?: StarData;
}

interface StarData {
  invoices: InvoiceState[];
  checkouts: CheckoutState[];
  subscriptions: StarSubscriptionState[];
  transactions: StarTransactionState[];
  balances: [number, number][];
}

/** Turns a world into JSON and back, so that sandbox data survives a restart. */
export class WorldSnapshot {
  constructor(private readonly world: World) {}

  save(): WorldData {
    const { stars } = this.world;
    return {
      users: [...this.world.users.values()],
      chats: [...this.world.chats.values()].map((chat) => ({
        ...chat,
        members: [...chat.members.values()],
        topics: [...chat.topics.values()],
        messages: [...chat.messages.values()],
      })),
      files: [...this.world.files.values()],
      callbackQueries: [...this.world.callbackQueries.values()],
      commands: [...this.world.commands],
      counters: [...this.world.counters],
      stars: {
        invoices: [...stars.invoices.values()],
        checkouts: [...stars.checkouts.values()],
        subscriptions: [...stars.subscriptions.values()],
        transactions: stars.transactions,
        balances: [...stars.balances],
      },
    };
  }

  restore(data: WorldData): void {
    for (const user of data.users) this.world.users.set(user.id, user);
    for (const chat of data.chats) {
      this.world.chats.set(chat.id, {
        ...chat,
        members: new Map(chat.members.map((member) => [member.userId, member])),
        topics: new Map(chat.topics.map((topic) => [topic.id, topic])),
        messages: new Map(chat.messages.map((message) => [message.id, message])),
      });
    }
    for (const file of data.files) this.world.files.set(file.fileId, file);
    for (const query of data.callbackQueries) this.world.callbackQueries.set(query.id, query);
    for (const [scope, commands] of data.commands) this.world.commands.set(scope, commands);
    for (const [name, value] of data.counters) this.world.counters.set(name, value);
    if (data.stars !== undefined) this.restoreStars(data.stars);
    this.world.changed();
  }
  private restoreStars(data: StarData): void {
    const { stars } = this.world;
    for (const invoice of data.invoices) stars.invoices.set(invoice.slug, invoice);
    for (const checkout of data.checkouts) stars.checkouts.set(checkout.id, checkout);
    for (const subscription of data.subscriptions)
      stars.subscriptions.set(subscription.chargeId, subscription);
    for (const [userId, balance] of data.balances) stars.balances.set(userId, balance);
    stars.transactions.push(...data.transactions);
  }
}
