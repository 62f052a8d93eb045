import type { ErrorCase, ErrorParams } from './error-case.js';
import { MISSING } from './error-case.js';

const keyboard = (button: ErrorParams): ErrorParams => ({ inline_keyboard: [[{ text: 'Go', ...button }]] });

export const SENDING_ERRORS: ErrorCase[] = [
  ['no chat', 'sendMessage', () => ({ text: 'x' }), 400, 'chat_id is empty'],
  ['unknown chat', 'sendMessage', () => ({ chat_id: 42, text: 'x' }), 400, 'chat not found'],
  ['blocked', 'sendMessage', (w) => ({ chat_id: w.blocked, text: 'x' }), 403, 'bot was blocked by the user'],
  ['deactivated', 'sendMessage', (w) => ({ chat_id: w.deactivated, text: 'x' }), 403, 'user is deactivated'],
  [
    'not started',
    'sendMessage',
    (w) => ({ chat_id: w.fresh, text: 'x' }),
    403,
    "bot can't initiate conversation with a user",
  ],
  [
    'kicked',
    'sendMessage',
    (w) => ({ chat_id: w.kickedFrom, text: 'x' }),
    403,
    'bot was kicked from the supergroup chat',
  ],
  [
    'migrated',
    'sendMessage',
    (w) => ({ chat_id: w.migrated, text: 'x' }),
    400,
    'group chat was upgraded to a supergroup chat',
  ],
  ['empty text', 'sendMessage', (w) => ({ chat_id: w.ann, text: '  ' }), 400, 'message text is empty'],
  ['missing text', 'sendMessage', (w) => ({ chat_id: w.ann }), 400, 'message text is empty'],
  [
    'long text',
    'sendMessage',
    (w) => ({ chat_id: w.ann, text: '😀'.repeat(2049) }),
    400,
    'message is too long',
  ],
  [
    'long caption',
    'sendPhoto',
    (w) => ({ chat_id: w.ann, photo: 'https://e.test/a.jpg', caption: 'c'.repeat(1025) }),
    400,
    'message caption is too long',
  ],
  [
    'bad markup at a byte offset',
    'sendMessage',
    (w) => ({ chat_id: w.ann, text: 'é<x>', parse_mode: 'HTML' }),
    400,
    'can\'t parse entities: Unsupported start tag "x" at byte offset 2',
  ],
  [
    'open tag',
    'sendMessage',
    (w) => ({ chat_id: w.ann, text: '<b>bold', parse_mode: 'HTML' }),
    400,
    'can\'t parse entities: Can\'t find end tag corresponding to start tag "b"',
  ],
  [
    'crossed tags',
    'sendMessage',
    (w) => ({ chat_id: w.ann, text: '<b><i>x</b></i>', parse_mode: 'HTML' }),
    400,
    'can\'t parse entities: Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
  ],
  [
    'data over 64 bytes',
    'sendMessage',
    (w) => ({ chat_id: w.ann, text: 'x', reply_markup: keyboard({ callback_data: 'ж'.repeat(33) }) }),
    400,
    'BUTTON_DATA_INVALID',
  ],
  [
    'reply target gone',
    'sendMessage',
    (w) => ({ chat_id: w.ann, text: 'x', reply_parameters: { message_id: MISSING } }),
    400,
    'message to be replied not found',
  ],
  [
    'thread unknown',
    'sendMessage',
    (w) => ({ chat_id: w.group, message_thread_id: MISSING, text: 'x' }),
    400,
    'message thread not found',
  ],
];
