import type { Scene } from './scene.js';

export interface ErrorWorld {
  ann: number;
  group: number;
  topic: number;
  closedTopic: number;
  deletedTopic: number;
  text: number;
  photo: number;
  incoming: number;
  protectedMessage: number;
  service: number;
  blocked: number;
  deactivated: number;
  fresh: number;
  kickedFrom: number;
  migrated: number;
  newId: number;
  flat: number;
  weak: number;
  weakTopic: number;
}

/** One of everything that a call can stumble over. */
export async function prepareErrorWorld({ bot, telegram, ann, owner, group }: Scene): Promise<ErrorWorld> {
  const { actors } = telegram;
  const incoming = actors.start(ann).message_id;
  const text = await bot.sendId('sendMessage', { chat_id: ann, text: 'Hello' });
  const photo = await bot.sendId('sendPhoto', { chat_id: ann, photo: 'https://e.test/a.jpg' });
  const secret = { chat_id: ann, text: 'Secret', protect_content: true };
  const protectedMessage = await bot.sendId('sendMessage', secret);
  const newTopic = async (name: string): Promise<number> =>
    (await bot.ok('createForumTopic', { chat_id: group, name }))['message_thread_id'] as number;
  const [topic, closedTopic, deletedTopic] = [
    await newTopic('Ann'),
    await newTopic('Closed'),
    await newTopic('Gone'),
  ];
  await bot.ok('closeForumTopic', { chat_id: group, message_thread_id: closedTopic });
  await bot.ok('deleteForumTopic', { chat_id: group, message_thread_id: deletedTopic });
  const started = (firstName: string): number => {
    const { id } = actors.createUser({ firstName });
    actors.start(id);
    return id;
  };
  const [blocked, deactivated] = [started('Blocker'), started('Leaver')];
  actors.block(blocked);
  actors.deleteAccount(deactivated);
  const newGroup = (title: string, isForum: boolean): number => {
    const { id } = actors.createSupergroup({ title, isForum });
    actors.addMember(id, owner, { status: 'creator' });
    actors.addBot(id);
    return id;
  };
  const kickedFrom = newGroup('Kicked', false);
  actors.kickBot(kickedFrom);
  const migrated = newGroup('Moving', true);
  const weak = newGroup('Weak', true);
  const weakTopic = actors.createTopic(owner, weak, 'Theirs').threadId;
  actors.closeTopic(owner, weak, weakTopic);
  actors.setBotRights(weak, 'member');
  return {
    ann,
    group,
    topic,
    closedTopic,
    deletedTopic,
    text,
    photo,
    incoming,
    protectedMessage,
    service: topic,
    blocked,
    deactivated,
    fresh: actors.createUser({ firstName: 'Fresh' }).id,
    kickedFrom,
    migrated,
    newId: actors.migrateGroup(migrated).id,
    flat: newGroup('Flat', false),
    weak,
    weakTopic,
  };
}
