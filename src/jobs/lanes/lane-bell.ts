import { Injectable, Logger } from '@nestjs/common';
import { Listener } from '../../database/listener.js';
import { Reader } from '../../database/reader.js';
import type { LaneQueue } from './lane-item.js';

const channel = 'lanes';

/**
 * Tells a queue's runner that there is work: directly when it lives in this process, else by NOTIFY.
 * Only a hint; the runner's own poll finds everything that a lost ring would have announced.
 */
@Injectable()
export class LaneBell {
  private readonly log = new Logger(LaneBell.name);
  private readonly answers = new Map<LaneQueue, () => void>();
  private readonly notifying = new Map<LaneQueue, 'once' | 'again'>();

  constructor(
    listener: Listener,
    private readonly reader: Reader,
  ) {
    listener.subscribe(channel, (queue) => this.answers.get(queue as LaneQueue)?.());
    listener.onGap(() => {
      for (const answer of this.answers.values()) answer();
    });
  }

  answer(queue: LaneQueue, answer: () => void): void {
    this.answers.set(queue, answer);
  }

  ring(queue: LaneQueue): void {
    const answer = this.answers.get(queue);
    if (answer !== undefined) answer();
    else if (this.notifying.has(queue)) this.notifying.set(queue, 'again');
    else void this.notify(queue);
  }

  /** One notice at a time: NOTIFY takes a lock over the whole server when it commits. */
  private async notify(queue: LaneQueue): Promise<void> {
    do {
      this.notifying.set(queue, 'once');
      try {
        await this.reader.query('select pg_notify($1, $2)', [channel, queue]);
      } catch (error) {
        this.log.debug(`could not notify: ${String(error)}`);
        break;
      }
    } while (this.notifying.get(queue) === 'again');
    this.notifying.delete(queue);
  }
}
