import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorWorld } from './testing/error-world.js';
import { prepareErrorWorld } from './testing/error-world.js';
import { MESSAGE_ERRORS } from './testing/message-errors.js';
import { PLACE_ERRORS } from './testing/place-errors.js';
import { Scene } from './testing/scene.js';
import { SENDING_ERRORS } from './testing/sending-errors.js';

const PREFIX: Record<number, string> = { 400: 'Bad Request', 403: 'Forbidden' };

describe('error answers', () => {
  let scene: Scene;
  let ids: ErrorWorld;

  beforeAll(async () => {
    scene = await Scene.open();
    ids = await prepareErrorWorld(scene);
  });
  afterAll(async () => {
    await scene.close();
  });

  it.each([...SENDING_ERRORS, ...PLACE_ERRORS, ...MESSAGE_ERRORS])(
    '%s: %s',
    async (_situation, method, params, code, text) => {
      const answer = await scene.bot.call(method, params(ids));
      expect(answer).toMatchObject({
        ok: false,
        error_code: code,
        description: `${PREFIX[code] ?? ''}: ${text}`,
      });
    },
  );

  it('tells the new id of a migrated group', async () => {
    const answer = await scene.bot.call('sendMessage', { chat_id: ids.migrated, text: 'x' });
    expect(answer.parameters).toEqual({ migrate_to_chat_id: ids.newId });
    expect((await scene.bot.call('sendMessage', { chat_id: ids.newId, text: 'x' })).ok).toBe(true);
  });

  it('changes its text once a deleted topic has left the cache', async () => {
    scene.telegram.clock.advance(61_000);
    const params = { chat_id: ids.group, message_thread_id: ids.deletedTopic, text: 'x' };
    const answer = await scene.bot.call('sendMessage', params);
    expect(answer.description).toBe('Bad Request: message thread not found');
  });
});
