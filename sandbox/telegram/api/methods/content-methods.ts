import type { JsonObject } from '../../state/json-object.js';
import { compact, isJsonObject } from '../../state/json-object.js';
import type { MessageKind } from '../../state/message-state.js';
import type { ApiContext, ApiHandlers } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { Params } from '../params.js';

/** Bot API, Dice.value: 1-6, 1-5 for balls, 1-64 for the slot machine. */
const DICE: Record<string, number> = { '🎲': 6, '🎯': 6, '🎳': 6, '🏀': 5, '⚽': 5, '🎰': 64 };

/** Bot API: sendLocation, sendVenue, sendContact, sendPoll, sendDice. */
export class ContentMethods {
  readonly handlers: ApiHandlers = {
    sendLocation: (params) => this.send('location', params, () => ({ location: this.location(params) })),
    sendVenue: (params) => this.send('venue', params, () => this.venue(params)),
    sendContact: (params) => this.send('contact', params, () => this.contact(params)),
    sendPoll: (params) => this.send('poll', params, () => ({ poll: this.poll(params) })),
    sendDice: (params) => this.send('dice', params, () => ({ dice: this.dice(params) })),
  };

  constructor(private readonly context: ApiContext) {}

  private send(kind: MessageKind, params: Params, content: () => JsonObject): JsonObject {
    const { outgoing, renderer } = this.context;
    const place = outgoing.place(params, kind);
    return renderer.message(outgoing.send(params, kind, content(), place));
  }

  private location(params: Params): JsonObject {
    const latitude = params.float('latitude');
    const longitude = params.float('longitude');
    if (latitude === undefined) throw ApiError.badRequest('latitude is empty');
    if (longitude === undefined) throw ApiError.badRequest('longitude is empty');
    return compact({ latitude, longitude, live_period: params.int('live_period') });
  }

  private venue(params: Params): JsonObject {
    const location = this.location(params);
    const venue = {
      location,
      title: this.required(params, 'title'),
      address: this.required(params, 'address'),
    };
    return { venue, location };
  }

  private contact(params: Params): JsonObject {
    return {
      contact: compact({
        phone_number: this.required(params, 'phone_number'),
        first_name: this.required(params, 'first_name'),
        last_name: params.text('last_name'),
      }),
    };
  }

  private poll(params: Params): JsonObject {
    const options = (params.array('options') ?? []).map((option) =>
      isJsonObject(option) ? textOf(option) : String(option),
    );
    if (options.length < 2) throw ApiError.badRequest('poll must have at least 2 option');
    if (options.length > 12) throw ApiError.badRequest("poll can't have more than 12 options");
    return compact({
      id: String(this.context.world.next('poll', 5_000_000_001)),
      question: this.required(params, 'question'),
      options: options.map((text) => ({ text, voter_count: 0 })),
      total_voter_count: 0,
      is_closed: false,
      is_anonymous: params.raw['is_anonymous'] === undefined || params.flag('is_anonymous'),
      type: params.text('type') ?? 'regular',
      allows_multiple_answers: params.flag('allows_multiple_answers'),
      correct_option_id: params.int('correct_option_id'),
    });
  }

  private dice(params: Params): JsonObject {
    const emoji = params.text('emoji') ?? '🎲';
    const sides = DICE[emoji];
    if (sides === undefined) throw ApiError.badRequest('wrong dice emoji specified');
    return { emoji, value: 1 + Math.floor(this.context.world.random.next() * sides) };
  }

  private required(params: Params, name: string): string {
    const value = params.text(name) ?? '';
    if (value === '') throw ApiError.badRequest(`${name.replace('_', ' ')} is empty`);
    return value;
  }
}

function textOf(option: JsonObject): string {
  return typeof option['text'] === 'string' ? option['text'] : '';
}
