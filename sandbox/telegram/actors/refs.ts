/** Actors accept ids or the objects that they returned before. */
export type IdRef = number | { id: number };
export type MessageRef = number | { message_id: number };

export function idOf(ref: IdRef): number {
  return typeof ref === 'number' ? ref : ref.id;
}

export function messageIdOf(ref: MessageRef): number {
  return typeof ref === 'number' ? ref : ref.message_id;
}

export interface ActorMessage {
  message_id: number;
  chatId: number;
}
