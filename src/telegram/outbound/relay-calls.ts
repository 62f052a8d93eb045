import { Undeliverable, type UndeliverableReason } from '../../conversations/conversations.errors.js';
import type { LivePosition, Quote } from '../../conversations/messages/carried.js';
import type { EditedContent, RelayRequest } from '../../conversations/topic-gateway.js';
import type { Refusal } from './refusal.js';

type Call = [method: string, parameters: Record<string, unknown>];

/** Bot API: the plural methods keep albums together and carry a burst in one call. */
export function batchCall({ fromChatId, messageIds, how, carries }: RelayRequest): Call {
  const method = how === 'copy' ? 'copyMessages' : 'forwardMessages';
  return [method, { from_chat_id: fromChatId, message_ids: messageIds, ...sound(carries) }];
}

/** Bot API: forwards take no reply. A copy of a position would stand still, so one that moves is sent anew. */
export function singleCall(request: RelayRequest, now: Date): Call {
  const { fromChatId, messageIds, how, replyTo, carries } = request;
  const source = { from_chat_id: fromChatId, message_id: messageIds[0], ...sound(carries) };
  const live = carries?.live;
  if (live === undefined && how === 'forward') return ['forwardMessage', source];
  const reply = replyTo === null ? {} : { reply_parameters: replyParameters(replyTo, carries?.quote) };
  if (live !== undefined) return ['sendLocation', { ...positionOf(live, now), ...reply, ...sound(carries) }];
  if (carries?.text !== undefined) return ['sendMessage', { ...carries.text, ...reply, ...sound(carries) }];
  return ['copyMessage', { ...source, ...reply }];
}

export function withoutQuote(request: RelayRequest): RelayRequest {
  const kept = Object.entries(request.carries ?? {}).filter(([what]) => what !== 'quote');
  return { ...request, carries: kept.length === 0 ? null : Object.fromEntries(kept) };
}

function sound(carries: RelayRequest['carries']): Record<string, unknown> {
  return carries?.isSilent === true ? { disable_notification: true } : {};
}

function replyParameters(messageId: number, quote: Quote | undefined): Record<string, unknown> {
  const reply = { message_id: messageId, allow_sending_without_reply: true };
  if (quote === undefined) return reply;
  return { ...reply, quote: quote.text, quote_entities: quote.entities, quote_position: quote.position };
}

/** Bot API: shared without end. */
const endless = 0x7f_ff_ff_ff;
/** Bot API: `live_period` is 60 seconds to a day. */
const shortestPeriod = 60;

function positionOf(live: LivePosition, now: Date): Record<string, unknown> {
  const { latitude, longitude, livePeriod, sentAt, accuracy, heading } = live;
  const age = Math.max(0, Math.floor(now.getTime() / 1_000) - sentAt);
  const rest = livePeriod === endless ? endless : Math.floor(livePeriod - age);
  return {
    latitude,
    longitude,
    ...(accuracy === null ? {} : { horizontal_accuracy: accuracy }),
    ...(rest < shortestPeriod ? {} : { live_period: rest, ...(heading === null ? {} : { heading }) }),
  };
}

/** Bot API: which methods edit which content in place. */
export function editCalls(content: EditedContent): Call[] {
  switch (content.type) {
    case 'text':
      return [['editMessageText', { text: content.text, entities: content.entities }]];
    case 'caption': {
      const caption = { caption: content.caption, caption_entities: content.entities };
      if (content.media === undefined) return [['editMessageCaption', caption]];
      const { type, fileId: media } = content.media;
      return [['editMessageMedia', { media: { type, media, ...caption } }]];
    }
    case 'location': {
      const { position, latitude, longitude } = content;
      const move: Call = ['editMessageLiveLocation', { latitude, longitude }];
      if (position === null) return [move, ['stopMessageLiveLocation', {}]];
      const { accuracy, heading } = position;
      const more = {
        ...(accuracy === null ? {} : { horizontal_accuracy: accuracy }),
        ...(heading === null ? {} : { heading }),
      };
      return [[move[0], { ...move[1], ...more }]];
    }
  }
}

const reasons: Partial<Record<Refusal['kind'], UndeliverableReason>> = {
  blocked: 'blocked',
  deactivated: 'deactivated',
  never_started: 'never_started',
  chat_gone: 'never_started',
  source_gone: 'source_gone',
  not_copyable: 'not_copyable',
  protected: 'not_copyable',
};

export function undeliverable(refusal: Refusal): Undeliverable {
  return new Undeliverable({ reason: reasons[refusal.kind] ?? 'refused', text: refusal.description });
}
