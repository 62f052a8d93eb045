import type { ApiContext, ApiHandlers } from '../api-context.js';
import type { Params } from '../params.js';

/** Bot API: sendMessage. */
export class TextMethods {
  readonly handlers: ApiHandlers = {
    sendMessage: (params) => this.sendMessage(params),
  };

  constructor(private readonly context: ApiContext) {}

  private sendMessage(params: Params): unknown {
    const { outgoing, texts, renderer } = this.context;
    const place = outgoing.place(params, 'text');
    return renderer.message(outgoing.send(params, 'text', texts.text(params), place));
  }
}
