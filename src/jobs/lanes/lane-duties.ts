import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { HandlesLane, LaneHandler } from './lane-handler.js';
import type { LaneItem, LaneQueue } from './lane-item.js';

export interface AssignedHandler {
  readonly handler: LaneHandler;
  readonly batch: number;
}

/** Who handles which kind of item; collected once all providers exist. */
@Injectable()
export class LaneDuties {
  constructor(private readonly discovery: DiscoveryService) {}

  of(queue: LaneQueue): ReadonlyMap<string, AssignedHandler> {
    const duties = new Map<string, AssignedHandler>();
    for (const wrapper of this.discovery.getProviders({ metadataKey: HandlesLane.KEY })) {
      const duty = this.discovery.getMetadataByDecorator(HandlesLane, wrapper);
      const handler: unknown = wrapper.instance;
      if (duty?.queue !== queue || !(handler instanceof LaneHandler)) continue;
      for (const kind of duty.kinds) {
        if (duties.has(kind)) throw new Error(`two handlers claim ${queue} items of kind ${kind}`);
        duties.set(kind, { handler, batch: duty.batch ?? 1 });
      }
    }
    return duties;
  }
}

/** The items at the head that one call of the first item's handler may take; one alone after a failure. */
export function headRun(
  items: readonly LaneItem[],
  duties: ReadonlyMap<string, AssignedHandler>,
  alone: boolean,
): { run: readonly LaneItem[]; handler: LaneHandler | undefined } {
  const [head] = items;
  const duty = head === undefined ? undefined : duties.get(head.kind);
  if (head === undefined || duty === undefined) return { run: items.slice(0, 1), handler: undefined };
  const most = alone || head.attempts > 0 ? 1 : duty.batch;
  const end = items.findIndex(({ kind }) => duties.get(kind)?.handler !== duty.handler);
  return { run: items.slice(0, Math.min(most, end === -1 ? items.length : end)), handler: duty.handler };
}
