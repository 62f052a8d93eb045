import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Scene } from './testing/scene.js';

describe('a forum', () => {
  let scene: Scene;
  let threadId: number;

  beforeEach(async () => {
    scene = await Scene.open();
    const topic = await scene.bot.ok('createForumTopic', { chat_id: scene.group, name: 'Ann' });
    threadId = topic['message_thread_id'] as number;
    await scene.listen({
      allowed_updates: ['message', 'edited_message', 'message_reaction', 'chat_member', 'my_chat_member'],
    });
  });
  afterEach(async () => {
    await scene.close();
  });

  const lastMessage = async (): Promise<Record<string, unknown> | undefined> => {
    await scene.idle();
    return scene.receiver.of('message').at(-1);
  };

  it('marks plain messages of a topic with an implied reply, real replies with their own', async () => {
    const { telegram, owner, group } = scene;
    const first = telegram.actors.writeInTopic(owner, group, threadId, 'Plain');
    expect(await lastMessage()).toMatchObject({
      message_thread_id: threadId,
      is_topic_message: true,
      reply_to_message: { message_id: threadId },
    });
    telegram.actors.writeInTopic(owner, group, threadId, 'Reply', { replyTo: first });
    expect(await lastMessage()).toMatchObject({
      reply_to_message: { message_id: first.message_id, text: 'Plain' },
    });
  });

  it('gives General no thread, and replies there a thread that is no topic', async () => {
    const { telegram, owner, group } = scene;
    const first = telegram.actors.writeInGeneral(owner, group, 'General');
    const plain = await lastMessage();
    expect(plain).not.toHaveProperty('message_thread_id');
    expect(plain).not.toHaveProperty('is_topic_message');
    telegram.actors.writeInGeneral(owner, group, 'Reply', { replyTo: first });
    const reply = await lastMessage();
    expect(reply).toMatchObject({ message_thread_id: first.message_id });
    expect(reply).not.toHaveProperty('is_topic_message');
  });

  it('hides who writes anonymously or as a channel', async () => {
    const { telegram, group } = scene;
    const channel = telegram.actors.createChannel({ title: 'News' }).id;
    telegram.actors.writeAnonymously(group, threadId, 'As the group');
    expect(await lastMessage()).toMatchObject({
      from: { id: 1087968824, is_bot: true },
      sender_chat: { id: group },
    });
    telegram.actors.writeAsChannel(group, threadId, channel, 'As a channel');
    expect(await lastMessage()).toMatchObject({ from: { id: 136817688 }, sender_chat: { id: channel } });
  });

  it('ignores the thread once topics are switched off', async () => {
    const { telegram, bot, group } = scene;
    telegram.actors.toggleForum(group, false);
    const sent = await bot.ok('sendMessage', { chat_id: group, message_thread_id: threadId, text: 'Where?' });
    expect(sent).not.toHaveProperty('message_thread_id');
  });

  it('shows one of the free icons, takes it off again, and says so in the topic', async () => {
    const { telegram, group, bot } = scene;
    const answer: { result?: unknown } = await bot.call('getForumTopicIconStickers', {});
    const stickers = answer.result as Record<string, string>[];
    const icon = stickers.find(({ emoji }) => emoji === '💬');
    expect(icon).toMatchObject({ type: 'custom_emoji', set_name: 'Topics' });
    const place = { chat_id: group, message_thread_id: threadId };
    await bot.ok('editForumTopic', { ...place, icon_custom_emoji_id: icon?.['custom_emoji_id'] });
    expect(telegram.actors.topics(group)).toMatchObject([{ name: 'Ann', icon: '💬' }]);
    expect(await lastMessage()).toMatchObject({
      forum_topic_edited: { icon_custom_emoji_id: icon?.['custom_emoji_id'] },
    });
    await bot.ok('editForumTopic', { ...place, icon_custom_emoji_id: '' });
    expect(telegram.actors.topics(group)).toMatchObject([{ icon: undefined }]);
  });

  it('tells the bot of closing and renaming, never of deleting', async () => {
    const { telegram, owner, group, bot } = scene;
    telegram.actors.renameTopic(owner, group, threadId, 'Annie');
    telegram.actors.closeTopic(owner, group, threadId);
    telegram.actors.deleteTopic(group, threadId);
    await scene.idle();
    expect(scene.receiver.of('message').map((message) => Object.keys(message).at(-1))).toEqual([
      'forum_topic_edited',
      'forum_topic_closed',
    ]);
    expect(telegram.actors.topics(group)).toEqual([]);
    // A call that changes nothing, and a chat action, cannot find out.
    const place = { chat_id: group, message_thread_id: threadId };
    expect((await bot.call('editForumTopic', place)).ok).toBe(true);
    expect((await bot.call('sendChatAction', { ...place, action: 'typing' })).ok).toBe(true);
  });

  it('lets the bot write in its own closed topic', async () => {
    const { telegram, owner, group, bot } = scene;
    telegram.actors.closeTopic(owner, group, threadId);
    const place = { chat_id: group, message_thread_id: threadId };
    expect((await bot.call('sendMessage', { ...place, text: 'Still here' })).ok).toBe(true);
    const guest = telegram.actors.createUser({ firstName: 'Guest' });
    telegram.actors.addMember(group, guest);
    expect(() => telegram.actors.writeInTopic(guest, group, threadId, 'Me, too')).toThrow('closed');
  });

  it('pins inside the topic and echoes the service message to the bot', async () => {
    const { telegram, group, bot } = scene;
    const place = { chat_id: group, message_thread_id: threadId };
    const card = await bot.sendId('sendMessage', { ...place, text: 'Card' });
    await bot.ok('pinChatMessage', { chat_id: group, message_id: card });
    expect(await lastMessage()).toMatchObject({
      message_thread_id: threadId,
      from: { id: telegram.world.bot.id },
      pinned_message: { message_id: card, text: 'Card' },
    });
    expect(telegram.actors.transcript(group, threadId)).toMatchObject([{ text: 'Card', isPinned: true }]);
  });

  it('sends reactions of people without a thread, and none for the bot', async () => {
    const { telegram, owner, group, bot } = scene;
    const message = telegram.actors.writeInTopic(owner, group, threadId, 'Nice');
    telegram.actors.react(owner, group, message, '🔥');
    const reaction = [{ type: 'emoji', emoji: '👌' }];
    await bot.ok('setMessageReaction', { chat_id: group, message_id: message.message_id, reaction });
    await scene.idle();
    const updates = scene.receiver.of('message_reaction');
    expect(updates).toMatchObject([
      { user: { id: owner }, old_reaction: [], new_reaction: [{ type: 'emoji', emoji: '🔥' }] },
    ]);
    expect(updates[0]).not.toHaveProperty('message_thread_id');
    expect(telegram.actors.lastMessage(group, threadId)?.reactions).toEqual([
      { actorId: owner, emoji: '🔥' },
      { actorId: telegram.world.bot.id, emoji: '👌' },
    ]);
  });

  it('moves to a new id with topics and messages, and says so in both chats', async () => {
    const { telegram, group, bot } = scene;
    const moved = telegram.actors.migrateGroup(group).id;
    await scene.idle();
    expect(scene.receiver.of('message')).toMatchObject([
      { chat: { id: group }, migrate_to_chat_id: moved },
      { chat: { id: moved }, migrate_from_chat_id: group },
    ]);
    const sent = await bot.ok('sendMessage', { chat_id: moved, message_thread_id: threadId, text: 'Here' });
    expect(sent).toMatchObject({ message_thread_id: threadId, is_topic_message: true });
  });

  it('removes with unban, keeps out with ban, and reports members', async () => {
    const { telegram, ann, group, bot } = scene;
    // Member updates have a queue of their own, past the group's messages.
    const release = telegram.delivery.faults.hold({ kind: 'message' });
    telegram.actors.addMember(group, ann, { status: 'member' });
    const person = { chat_id: group, user_id: ann };
    await bot.ok('unbanChatMember', person);
    expect(await bot.ok('getChatMember', person)).toMatchObject({ status: 'left' });
    await bot.ok('banChatMember', person);
    expect(await bot.ok('getChatMember', person)).toMatchObject({ status: 'kicked', until_date: 0 });
    expect(() => {
      telegram.actors.join(ann, group);
    }).toThrow('Banned');
    await telegram.actors.waitFor(() => scene.receiver.of('chat_member').length === 3);
    const statuses = scene.receiver.of('chat_member').map((update) => update['new_chat_member']);
    expect(statuses).toMatchObject([{ status: 'member' }, { status: 'left' }, { status: 'kicked' }]);
    expect(scene.receiver.of('message')).toEqual([]);
    release();
    expect(await lastMessage()).toMatchObject({ left_chat_member: { id: ann } });
    expect(() => telegram.actors.writeInGeneral(ann, group, 'Still here?')).toThrow('no member');
  });
});
