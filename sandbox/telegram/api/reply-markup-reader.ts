import type { JsonObject } from '../state/json-object.js';
import { isJsonObject } from '../state/json-object.js';
import { ApiError } from './api-error.js';
import type { Params } from './params.js';

/** Bot API: InlineKeyboardButton.callback_data is 1-64 bytes. */
const LONGEST_DATA_BYTES = 64;
const MOST_BUTTONS = 100;
const ACTIONS = [
  'url',
  'callback_data',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'callback_game',
  'pay',
];

/** Checks reply_markup of a call. */
export class ReplyMarkupReader {
  read(params: Params): JsonObject | undefined {
    if (!params.has('reply_markup')) return undefined;
    const markup = params.object('reply_markup') ?? {};
    const rows = markup['inline_keyboard'];
    if (rows === undefined) return markup;
    const buttons = toRows(rows).flat();
    if (buttons.length > MOST_BUTTONS) throw ApiError.badRequest('REPLY_MARKUP_TOO_LONG');
    for (const button of buttons) this.checkButton(button);
    // An empty keyboard is the documented way to take the buttons away.
    return buttons.length === 0 ? undefined : markup;
  }

  private checkButton(button: JsonObject): void {
    const { text, callback_data: data, url } = button;
    if (typeof text !== 'string' || text === '') {
      throw ApiError.badRequest('can\'t parse inline keyboard button: Field "text" must be non-empty');
    }
    if (ACTIONS.filter((action) => button[action] !== undefined).length === 0) {
      throw ApiError.badRequest(
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
      );
    }
    if (data !== undefined) {
      const bytes = typeof data === 'string' ? Buffer.byteLength(data) : 0;
      if (bytes < 1 || bytes > LONGEST_DATA_BYTES) throw ApiError.badRequest('BUTTON_DATA_INVALID');
    }
    const address = typeof url === 'string' ? url : '';
    if (url !== undefined && !/^(https?:\/\/|tg:\/\/|[\w-]+\.)/.test(address)) {
      throw ApiError.badRequest(`inline keyboard button URL '${address}' is invalid: Wrong HTTP URL`);
    }
  }
}

function toRows(rows: unknown): JsonObject[][] {
  if (!Array.isArray(rows)) throw ApiError.badRequest("can't parse inline keyboard: array expected");
  return rows.map((row: unknown) => {
    if (!Array.isArray(row)) throw ApiError.badRequest("can't parse inline keyboard row: array expected");
    return row.filter(isJsonObject);
  });
}
