import { Inject, Injectable } from '@nestjs/common';
import type { EventGroup, EventHandler } from './event-group.js';
import type { EventReference } from './event-reference.js';

/** Every group of the module. */
export const eventGroups = Symbol('event groups');

/** The allow-list: which events mean something to us, and who acts on them. Everything else is stored and left. */
@Injectable()
export class EventDispatcher {
  private readonly handlers: ReadonlyMap<string, EventHandler>;

  constructor(@Inject(eventGroups) groups: readonly EventGroup[]) {
    const list = groups.flatMap((group) => group.handlers);
    this.handlers = new Map(list);
    if (this.handlers.size < list.length) throw new Error('an event type has two handlers');
  }

  get types(): readonly string[] {
    return [...this.handlers.keys()];
  }

  handles(type: string): boolean {
    return this.handlers.has(type);
  }

  async dispatch(type: string, event: EventReference): Promise<void> {
    await this.handlers.get(type)?.(event);
  }
}
