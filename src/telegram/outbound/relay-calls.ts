import { Undeliverable, type UndeliverableReason } from '../../conversations/conversations.errors.js';
import type { EditedContent, RelayRequest } from '../../conversations/topic-gateway.js';
import type { Refusal } from './refusal.js';

/** Bot API: the plural methods keep albums together and carry a burst in one call. */
export function methodOf({ how, messageIds }: RelayRequest): string {
  return messageIds.length === 1 ? `${how}Message` : how === 'copy' ? 'copyMessages' : 'forwardMessages';
}

/** Bot API: which method edits which content in place. */
export function editCall(content: EditedContent): [method: string, parameters: Record<string, unknown>] {
  switch (content.type) {
    case 'text':
      return ['editMessageText', { text: content.text, entities: content.entities }];
    case 'caption':
      return ['editMessageCaption', { caption: content.caption, caption_entities: content.entities }];
    case 'location':
      return ['editMessageLiveLocation', { latitude: content.latitude, longitude: content.longitude }];
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
