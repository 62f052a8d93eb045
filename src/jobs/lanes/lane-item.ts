/** Every queue has workers of its own, so that none of them waits for another. */
export const laneQueues = ['inbound', 'outbound', 'urgent'] as const;

/**
 * Flows that must keep their order: updates of one customer, calls into one conversation. `urgent` is what has to be
 * answered within seconds, whatever the others wait for.
 */
export type LaneQueue = (typeof laneQueues)[number];

export interface NewLaneItem {
  readonly queue: LaneQueue;
  /** Whose order counts; items of different lanes never wait for each other. */
  readonly lane: string;
  /** What may pause this lane together with others, such as the chat whose budget they share. */
  readonly gate?: string | undefined;
  readonly kind: string;
  readonly payload: unknown;
  /** Lower goes first when there are more lanes than workers. */
  readonly priority?: number | undefined;
  /** The place inside the lane; without it the order of commits decides. */
  readonly position?: number | undefined;
}

export interface LaneItem<Payload = unknown> {
  readonly id: number;
  readonly lane: string;
  readonly kind: string;
  readonly payload: Payload;
  readonly position: number;
  /** How many times it failed by its own fault; trouble outside is not counted. */
  readonly attempts: number;
  readonly createdAt: Date;
}
