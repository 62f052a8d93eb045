import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SendableKind } from './actors/content-factory.js';
import { Scene } from './testing/scene.js';

const KINDS: SendableKind[] = [
  'photo',
  'video',
  'animation',
  'audio',
  'document',
  'voice',
  'video_note',
  'sticker',
  'location',
  'venue',
  'contact',
  'poll',
  'dice',
];

describe('content', () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = await Scene.open();
    await scene.listen();
  });
  afterEach(async () => {
    await scene.close();
  });

  it.each(KINDS)('a customer sends a %s, the bot copies it unchanged', async (kind) => {
    const { telegram, ann, group, bot } = scene;
    const sent = telegram.actors.send(ann, kind);
    await scene.idle();
    expect(scene.receiver.of('message')[0]).toHaveProperty(kind);
    await bot.ok('copyMessage', { chat_id: group, from_chat_id: ann, message_id: sent.message_id });
    const copy = telegram.actors.lastMessage(group);
    expect(copy?.kind).toBe(kind);
    expect(copy?.content).toEqual(telegram.actors.lastMessage(ann)?.content);
  });

  it('delivers an album part by part and keeps it together in a batch copy', async () => {
    const { telegram, ann, group, bot } = scene;
    const parts = await telegram.actors.sendAlbum(ann, [
      { kind: 'photo', caption: 'Two' },
      { kind: 'video' },
    ]);
    await scene.idle();
    const updates = scene.receiver.of('message');
    expect(updates).toHaveLength(2);
    expect(new Set(updates.map((update) => update['media_group_id'])).size).toBe(1);
    const messageIds = parts.map((part) => part.message_id);
    const params = { chat_id: group, from_chat_id: ann, message_ids: [...messageIds, 999_999] };
    // The missing one is skipped: two ids for three.
    expect(await bot.ok('copyMessages', params)).toHaveLength(2);
    const copies = telegram.actors.transcript(group);
    expect(copies[0]?.mediaGroupId).toBe(copies[1]?.mediaGroupId);
    expect(copies[0]?.mediaGroupId).not.toBe(updates[0]?.['media_group_id']);
  });

  it('copies with another caption, a reply and a keyboard', async () => {
    const { telegram, ann, group, bot } = scene;
    const photo = telegram.actors.send(ann, 'photo', { caption: 'Old' });
    const target = await bot.sendId('sendMessage', { chat_id: group, text: 'Target' });
    await bot.ok('copyMessage', {
      chat_id: group,
      from_chat_id: ann,
      message_id: photo.message_id,
      caption: 'New',
      reply_parameters: { message_id: target },
      reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] },
    });
    expect(telegram.actors.lastMessage(group)).toMatchObject({
      text: 'New',
      replyTo: target,
      buttons: [[{ text: 'Go' }]],
    });
  });

  it('may copy but not forward what is protected', async () => {
    const { telegram, ann, group, bot } = scene;
    const sent = telegram.actors.sendText(ann, 'Mine');
    telegram.actors.protectChat(ann);
    const params = { chat_id: group, from_chat_id: ann, message_id: sent.message_id };
    expect((await bot.call('forwardMessage', params)).ok).toBe(false);
    expect((await bot.call('copyMessage', params)).ok).toBe(true);
    expect(telegram.actors.lastMessage(group)?.isProtected).toBe(false);
  });

  it('keeps the first origin through two forwards and hides names on request', async () => {
    const { telegram, ann, group, bot } = scene;
    const zed = telegram.actors.createUser({ firstName: 'Zed', hidesForwards: true }).id;
    const sent = telegram.actors.forward(ann, { fromUser: zed, content: { text: 'Heard' } });
    const params = { chat_id: group, from_chat_id: ann, message_id: sent.message_id };
    expect(await bot.ok('forwardMessage', params)).toMatchObject({
      forward_origin: { type: 'hidden_user', sender_user_name: 'Zed' },
    });
    const own = telegram.actors.sendText(ann, 'Own');
    expect(await bot.ok('forwardMessage', { ...params, message_id: own.message_id })).toMatchObject({
      forward_origin: { type: 'user', sender_user: { id: ann } },
    });
  });

  it('forwards the posts of a linked channel into General by itself', async () => {
    const { telegram, group } = scene;
    const channel = telegram.actors.createChannel({ title: 'News' }).id;
    telegram.actors.autoForward(group, channel, 'Post');
    await scene.idle();
    expect(scene.receiver.of('message')).toMatchObject([
      {
        from: { id: 777000 },
        sender_chat: { id: channel },
        is_automatic_forward: true,
        forward_origin: { type: 'channel', chat: { id: channel } },
      },
    ]);
  });

  it('lets a modified client press what is not there', async () => {
    const { telegram, ann } = scene;
    telegram.actors.pressData(ann, ann, 999_999, 'admin:ban');
    await scene.idle();
    expect(scene.receiver.of('callback_query')).toMatchObject([
      { data: 'admin:ban', message: { message_id: 999_999, date: 0 } },
    ]);
  });

  it("announces a customer's edit and applies the bot's edit silently", async () => {
    const { telegram, ann, bot } = scene;
    const sent = telegram.actors.sendText(ann, 'Tpyo');
    telegram.actors.editText(ann, sent, 'Typo');
    await scene.idle();
    expect(scene.receiver.of('edited_message')).toMatchObject([
      { message_id: sent.message_id, text: 'Typo' },
    ]);
    const markup = { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] };
    const mine = await bot.sendId('sendMessage', { chat_id: ann, text: 'Menu', reply_markup: markup });
    await bot.ok('editMessageText', { chat_id: ann, message_id: mine, text: 'Done' });
    await scene.idle();
    expect(scene.receiver.of('edited_message')).toHaveLength(1);
    // An edit without reply_markup takes the keyboard away.
    expect(telegram.actors.lastMessage(ann)).toMatchObject({ text: 'Done', buttons: [], isEdited: true });
  });

  it('lets the bot write to who asks to join, for five minutes', async () => {
    const { telegram, bot, owner } = scene;
    const channel = telegram.actors.createChannel({ title: 'Paid' }).id;
    telegram.actors.addMember(channel, owner, { status: 'creator' });
    telegram.actors.addBot(channel);
    const link = await bot.ok('createChatInviteLink', { chat_id: channel, creates_join_request: true });
    const eve = telegram.actors.createUser({ firstName: 'Eve' }).id;
    telegram.actors.join(eve, channel, link['invite_link'] as string);
    await scene.idle();
    expect(scene.receiver.of('chat_join_request')).toMatchObject([{ from: { id: eve }, user_chat_id: eve }]);
    expect((await bot.call('sendMessage', { chat_id: eve, text: 'Pay first' })).ok).toBe(true);
    telegram.clock.advance(301_000);
    expect((await bot.call('sendMessage', { chat_id: eve, text: 'Hello?' })).error_code).toBe(403);
    await bot.ok('approveChatJoinRequest', { chat_id: channel, user_id: eve });
    expect(await bot.ok('getChatMember', { chat_id: channel, user_id: eve })).toMatchObject({
      status: 'member',
    });
    expect(await bot.ok('getChatMemberCount', { chat_id: channel })).toBe(3);
  });
});
