import type { ApiContext, ApiHandlers } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { Params } from '../params.js';

/** Server source: the query is gone after 150 s; answering it again finds it gone, too. */
const LIFETIME_MS = 150_000;
const LONGEST_ANSWER = 200;

/** Bot API: answerCallbackQuery. */
export class CallbackMethods {
  readonly handlers: ApiHandlers = {
    answerCallbackQuery: (params) => this.answer(params),
  };

  constructor(private readonly context: ApiContext) {}

  private answer(params: Params): true {
    const { world } = this.context;
    const query = world.callbackQueries.get(params.text('callback_query_id') ?? '');
    if (query === undefined || query.answer !== undefined || world.clock.now() - query.atMs > LIFETIME_MS) {
      throw gone();
    }
    const text = params.text('text');
    if (text !== undefined && text.length > LONGEST_ANSWER) throw ApiError.badRequest('MESSAGE_TOO_LONG');
    query.answer = {
      text: text === '' ? undefined : text,
      showAlert: params.flag('show_alert'),
      url: params.text('url'),
    };
    world.changed();
    return true;
  }
}

function gone(): ApiError {
  return ApiError.badRequest('query is too old and response timeout expired or query ID is invalid');
}
