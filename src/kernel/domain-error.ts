/**
 * A refusal that the domain foresees. It carries a stable code and typed details, never a text for people:
 * views translate codes, so the same refusal reads right for a customer and for a moderator.
 */
export class DomainError<Code extends string = string, Details extends object = object> extends Error {
  constructor(
    readonly code: Code,
    readonly details: Details,
  ) {
    super(code);
    this.name = 'DomainError';
  }
}
