import { DomainError } from '../../kernel/domain-error.js';

/** `source_gone` and `not_copyable` are about the item, the others about this customer or this moment. */
export type ContentFailure =
  'source_gone' | 'not_copyable' | 'blocked' | 'deactivated' | 'banned' | 'erased' | 'refused';

/** The content cannot be shown to the customer, now or later. */
export class ContentUndeliverable extends DomainError<
  'content_undeliverable',
  { reason: ContentFailure; text: string }
> {
  constructor(details: { reason: ContentFailure; text: string }) {
    super('content_undeliverable', details);
  }
}

/** A price or a title outside the limits; nothing was changed. */
export class InvalidContent extends DomainError<
  'invalid_content',
  { dearest: number; longestTitle: number }
> {
  constructor(details: { dearest: number; longestTitle: number }) {
    super('invalid_content', details);
  }
}
