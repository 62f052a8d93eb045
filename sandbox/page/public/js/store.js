import { load } from './api.js';
import { listen } from './stream.js';

/** What the page knows: the visible Telegram, who is who, and whether the parts are up. */
class Store extends EventTarget {
  telegram = undefined;
  info = undefined;
  isConnected = false;
  #isLoading = false;
  #isStale = false;

  start() {
    listen('/telegram/actor/events', { change: () => this.#refresh() }, (isConnected) => {
      this.isConnected = isConnected;
      this.#changed();
    });
    listen('/sandbox/events', {
      info: (info) => {
        this.info = info;
        this.#changed();
      },
    });
  }

  get isReady() {
    return this.telegram !== undefined && this.info?.cast !== undefined;
  }

  get group() {
    const { groupId } = this.info.cast;
    const chat = this.chat(groupId);
    return chat.migratedTo === undefined ? chat : this.chat(chat.migratedTo);
  }

  get customers() {
    const { administrator, member } = this.info.cast;
    return this.telegram.users.filter(({ id }) => id !== administrator && id !== member);
  }

  chat(id) {
    return this.telegram.chats.find((chat) => chat.id === id);
  }

  user(id) {
    return this.telegram.users.find((user) => user.id === id);
  }

  message(chatId, messageId) {
    return this.chat(chatId)?.messages.find((message) => message.message_id === messageId);
  }

  /** The commands a client offers in a private chat or in the group. Bot API: the narrowest scope wins. */
  commands(scopeTypes, language) {
    for (const type of scopeTypes) {
      const lists = this.telegram.commands.filter(({ scope }) => (scope?.type ?? 'default') === type);
      const list =
        lists.find(({ languageCode }) => languageCode === language) ?? lists.find((one) => !one.languageCode);
      if (list !== undefined) return list.commands;
    }
    return [];
  }

  /** Resolves with what the bot answered to a pressed button, or undefined when it never does. */
  answerTo(queryId, limitMs = 20_000) {
    return new Promise((resolve) => {
      const look = () => {
        const answer = this.telegram.callbackQueries.find(({ id }) => id === queryId)?.answer;
        if (answer !== undefined) finish(answer);
      };
      const limit = setTimeout(() => finish(undefined), limitMs);
      const finish = (answer) => {
        clearTimeout(limit);
        this.removeEventListener('change', look);
        resolve(answer);
      };
      this.addEventListener('change', look);
      look();
    });
  }

  async #refresh() {
    this.#isStale = true;
    if (this.#isLoading) return;
    this.#isLoading = true;
    try {
      while (this.#isStale) {
        this.#isStale = false;
        this.telegram = await load('/telegram/actor/state');
        this.#changed();
      }
    } catch {
      // The event stream notices that the sandbox is away, and asks again when it is back.
    } finally {
      this.#isLoading = false;
    }
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

export const store = new Store();
