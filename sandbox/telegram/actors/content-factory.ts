import type { MediaFactory } from '../state/media-factory.js';
import type { JsonObject } from '../state/json-object.js';
import { compact } from '../state/json-object.js';
import type { MediaKind, MessageKind } from '../state/message-state.js';
import { MEDIA_KINDS } from '../state/message-state.js';
import type { World } from '../state/world.js';
import { detectEntities } from './detect-entities.js';

export type SendableKind = Exclude<MessageKind, 'service' | 'invoice'>;

/** What an actor sends; every field has a sensible default for its kind. */
export interface ActorContent {
  text?: string;
  caption?: string;
  entities?: JsonObject[];
  fileName?: string;
  mimeType?: string;
  fileSize?: number;
  /** Base64, served by /file/. */
  bytes?: string;
  latitude?: number;
  longitude?: number;
  livePeriod?: number;
  title?: string;
  address?: string;
  phoneNumber?: string;
  firstName?: string;
  question?: string;
  options?: string[];
  isQuiz?: boolean;
  emoji?: string;
  value?: number;
}

/** Builds the Bot API fields of a message that a person sends. */
export class ContentFactory {
  constructor(
    private readonly world: World,
    private readonly media: MediaFactory,
  ) {}

  text(text: string, entities = detectEntities(text)): JsonObject {
    return compact({ text, entities: entities.length > 0 ? entities : undefined });
  }

  caption(caption: string | undefined): JsonObject {
    if (caption === undefined || caption === '') return {};
    const entities = detectEntities(caption);
    return compact({ caption, caption_entities: entities.length > 0 ? entities : undefined });
  }

  create(kind: SendableKind, content: ActorContent): JsonObject {
    if (isMedia(kind)) return this.file(kind, content);
    const { latitude = 52.52, longitude = 13.405 } = content;
    switch (kind) {
      case 'text':
        return this.text(content.text ?? '', content.entities);
      case 'location':
        return { location: compact({ latitude, longitude, live_period: content.livePeriod }) };
      case 'venue': {
        const { title = 'Cafe', address = 'Main street 1' } = content;
        const location = { latitude, longitude };
        return { venue: { location, title, address }, location };
      }
      case 'contact': {
        const { phoneNumber = '+15550100', firstName = 'Ann' } = content;
        return { contact: { phone_number: phoneNumber, first_name: firstName } };
      }
      case 'dice':
        return { dice: { emoji: content.emoji ?? '🎲', value: content.value ?? 4 } };
      case 'poll':
        return { poll: this.poll(content) };
      case 'story':
        return { story: { id: 1, chat: { id: this.world.bot.id, type: 'private', first_name: 'Somebody' } } };
      case 'game':
        return { game: { title: content.title ?? 'Snake', description: 'A game', photo: [] } };
      case 'checklist':
        return { checklist: { title: content.title ?? 'To do', tasks: [{ id: 1, text: 'One' }] } };
      case 'paid_media':
        return { paid_media: { star_count: 5, paid_media: [{ type: 'preview' }] } };
      case 'giveaway':
        return { giveaway: { chats: [], winners_selection_date: 2_000_000_000, winner_count: 1 } };
      case 'hologram':
        return { hologram: { depth: 3 } };
    }
  }

  private file(kind: MediaKind, content: ActorContent): JsonObject {
    const file = this.media.create(kind, {
      name: content.fileName,
      mimeType: content.mimeType,
      size: content.fileSize,
      bytes: content.bytes === undefined ? undefined : Buffer.from(content.bytes, 'base64'),
    });
    return { ...this.media.content(kind, file), ...this.caption(content.caption) };
  }

  private poll(content: ActorContent): JsonObject {
    return {
      id: String(this.world.next('poll', 5_000_000_001)),
      question: content.question ?? 'Which one?',
      options: (content.options ?? ['One', 'Two']).map((text) => ({ text, voter_count: 0 })),
      total_voter_count: 0,
      is_closed: false,
      is_anonymous: true,
      // Only whoever made a quiz knows the answer.
      type: content.isQuiz === true ? 'quiz' : 'regular',
      allows_multiple_answers: false,
    };
  }
}

function isMedia(kind: SendableKind): kind is MediaKind {
  return (MEDIA_KINDS as readonly string[]).includes(kind);
}
