import type { ApiContext, ApiHandlers } from './api-context.js';
import { BotMethods } from './methods/bot-methods.js';
import { CallbackMethods } from './methods/callback-methods.js';
import { CopyMethods } from './methods/copy-methods.js';
import { ChatMethods } from './methods/chat-methods.js';
import { ContentMethods } from './methods/content-methods.js';
import { EditMethods } from './methods/edit-methods.js';
import { MediaMethods } from './methods/media-methods.js';
import { MemberMethods } from './methods/member-methods.js';
import { MessageMethods } from './methods/message-methods.js';
import { PaymentMethods } from './methods/payment-methods.js';
import { TextMethods } from './methods/text-methods.js';
import { TopicMethods } from './methods/topic-methods.js';
import { WebhookMethods } from './methods/webhook-methods.js';

/** All modelled methods; any other name of the Bot API gets a generic answer. */
export class HandlerRegistry {
  readonly handlers: ApiHandlers;

  constructor(context: ApiContext, isLimited: boolean) {
    this.handlers = {
      ...new BotMethods(context).handlers,
      ...new WebhookMethods(context, isLimited).handlers,
      ...new TextMethods(context).handlers,
      ...new MessageMethods(context).handlers,
      ...new MemberMethods(context).handlers,
      ...new MediaMethods(context).handlers,
      ...new EditMethods(context).handlers,
      ...new ContentMethods(context).handlers,
      ...new ChatMethods(context).handlers,
      ...new CopyMethods(context).handlers,
      ...new TopicMethods(context).handlers,
      ...new CallbackMethods(context).handlers,
      ...new PaymentMethods(context).handlers,
    };
  }
}
