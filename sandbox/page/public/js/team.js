import { act } from './api.js';
import { Composer } from './composer.js';
import { h, mirror } from './dom.js';
import { Log } from './log.js';
import { avatar } from './names.js';
import { Persona } from './persona.js';
import { Pinned } from './pinned.js';
import { store } from './store.js';
import { TopicList } from './topic-list.js';

/** The moderators' group: topics on the left, the chosen one on the right. */
export class TeamPanel {
  #root = document.getElementById('team');
  #head = this.#root.querySelector('.chat-head');
  #topicHead = this.#root.querySelector('.topic-head');
  #commands = this.#root.querySelector('.commands');
  #log = new Log(this.#root.querySelector('.log'));
  #pinned = new Pinned(this.#root.querySelector('.pinned'));
  #persona = new Persona(() => this.draw());
  #topics = new TopicList(this.#root.querySelector('.topics'), () => this.#switched());
  #composer = new Composer(this.#root.querySelector('.composer-slot'), 'Message to the topic', {
    text: (text, replyTo) => this.#persona.write(this.#place, text, replyTo),
    edit: ({ message_id: message }, text) => act('editInGroup', { chat: store.group.id, message, text }),
    sample: (sample, replyTo) => this.#persona.send(this.#place, sample, replyTo),
  });

  get #place() {
    return { chat: store.group.id, threadId: this.#topics.chosen };
  }

  draw() {
    const { group } = store;
    this.#topics.draw(group);
    const topic = this.#topics.current(group);
    const messages = this.#topics.messagesOf(group, topic.threadId);
    const view = this.#view();
    this.#drawHead(group);
    this.#drawTopicHead(group, topic);
    this.#drawCommands(group);
    this.#pinned.draw(messages, view);
    this.#composer.show({
      canAttach: !this.#persona.isAnonymous,
      placeholder: topic.threadId === 0 ? 'Write in General (stays in the team)' : 'Answer the customer',
    });
    const empty =
      topic.threadId === 0
        ? 'General is for the team and the bot’s alerts. Each customer gets a topic with the first message.'
        : 'Nothing is written here yet.';
    this.#log.draw(`${group.id}/${topic.threadId}/${view.authorId}`, messages, view, empty);
  }

  #view() {
    const persona = this.#persona;
    return {
      panelId: 'team',
      viewerId: persona.userId,
      authorId: persona.authorId,
      showsAuthors: true,
      isMine: ({ fromId }) => fromId === persona.authorId,
      reply: (message) => this.#composer.reply(message),
      edit: (message) => this.#composer.edit(message),
      command: (text) => persona.write(this.#place, text),
    };
  }

  #drawHead({ title }) {
    mirror(this.#head, [title], {
      key: () => 'head',
      render: () =>
        h(
          'div',
          { style: 'display: contents' },
          avatar(title),
          h(
            'div.title',
            {},
            h('strong', {}, title),
            h('small', {}, 'supergroup with topics · the bot is an administrator'),
          ),
          this.#persona.element,
        ),
    });
  }

  #drawTopicHead(group, topic) {
    const place = { user: this.#persona.userId, chat: group.id, threadId: topic.threadId };
    const toggle = topic.isClosed ? ['Reopen', 'reopenTopic'] : ['Close', 'closeTopic'];
    const remove = () => {
      if (confirm(`Delete the topic “${topic.name}”? Telegram tells nobody, not even the bot.`))
        void act('deleteTopic', place);
    };
    mirror(this.#topicHead, [{ topic, place }], {
      key: () => 'head',
      render: () =>
        h(
          'div',
          { style: 'display: contents' },
          h('strong', {}, topic.threadId === 0 ? '# General' : topic.name),
          topic.isClosed && h('span.state', {}, 'closed'),
          topic.threadId > 0 && h('button.quiet', { onclick: () => act(toggle[1], place) }, toggle[0]),
          topic.threadId > 0 && h('button.quiet', { onclick: remove }, 'Delete'),
        ),
    });
  }

  #drawCommands(group) {
    const scopes = ['chat', 'all_chat_administrators', 'all_group_chats', 'default'];
    const commands = store.commands(scopes, 'en');
    this.#commands.hidden = commands.length === 0;
    mirror(this.#commands, commands, {
      key: ({ command }) => `${group.id}/${command}`,
      render: ({ command, description }) => {
        const send = () => this.#persona.write(this.#place, `/${command}`);
        return h('button', { title: description, onclick: send }, `/${command}`);
      },
    });
  }

  #switched() {
    this.#composer.clear();
    this.draw();
  }
}
