import type { UpdateQueue } from '../delivery/update-queue.js';
import type { Journal } from '../journal.js';
import type { MediaFactory } from '../state/media-factory.js';
import type { MemberLog } from '../state/member-log.js';
import type { MessageLog } from '../state/message-log.js';
import type { Renderer } from '../state/renderer.js';
import type { StarLog } from '../state/star-log.js';
import type { TopicLog } from '../state/topic-log.js';
import type { World } from '../state/world.js';

/** What the actors work with. */
export interface ActorContext {
  world: World;
  log: MessageLog;
  topics: TopicLog;
  members: MemberLog;
  media: MediaFactory;
  renderer: Renderer;
  stars: StarLog;
  updates: UpdateQueue;
  journal: Journal;
}
