import type { UpdateQueue } from '../delivery/update-queue.js';
import type { WebhookDelivery } from '../delivery/webhook-delivery.js';
import type { MemberLog } from '../state/member-log.js';
import type { MessageLog } from '../state/message-log.js';
import type { Renderer } from '../state/renderer.js';
import type { StarLog } from '../state/star-log.js';
import type { TopicLog } from '../state/topic-log.js';
import type { World } from '../state/world.js';
import type { ChatAccess } from './chat-access.js';
import type { FormattedTextReader } from './formatted-text.js';
import type { MediaReader } from './media-reader.js';
import type { Outgoing } from './outgoing.js';
import type { Params } from './params.js';
import type { ReplyMarkupReader } from './reply-markup-reader.js';

/** What the method groups work with. */
export interface ApiContext {
  world: World;
  access: ChatAccess;
  outgoing: Outgoing;
  texts: FormattedTextReader;
  markup: ReplyMarkupReader;
  files: MediaReader;
  log: MessageLog;
  topics: TopicLog;
  members: MemberLog;
  renderer: Renderer;
  stars: StarLog;
  updates: UpdateQueue;
  delivery: WebhookDelivery;
}

/** Executes one method; the returned value is `result` of the answer. */
export type ApiHandler = (params: Params) => unknown;
export type ApiHandlers = Readonly<Record<string, ApiHandler>>;
