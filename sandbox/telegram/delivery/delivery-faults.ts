import type { PendingUpdate } from './update-queue.js';

export interface DeliveryMatch {
  /** Update kind, for example callback_query. */
  kind?: string;
  /** Queue name, for example chat:-1001. */
  queue?: string;
}

export interface DeliveryPlan {
  copies: number;
  delayMs: number;
  losesAck: boolean;
}

interface Knob extends Partial<DeliveryPlan> {
  match: DeliveryMatch;
  remaining: number;
}

/** What can go wrong between Telegram and the bot although both work: repeats, late and lost answers, new orders. */
export class DeliveryFaults {
  private knobs: Knob[] = [];
  private readonly held = new Set<DeliveryMatch>();

  constructor(private readonly wake: () => void) {}

  /** Sends the same update several times at once. */
  duplicate(copies: number, times = 1, match: DeliveryMatch = {}): void {
    this.knobs.push({ match, remaining: times, copies });
  }

  /** The bot answers 200, but the answer never arrives: the update comes again. */
  loseAck(times = 1, match: DeliveryMatch = {}): void {
    this.knobs.push({ match, remaining: times, losesAck: true });
  }

  delay(delayMs: number, times = 1, match: DeliveryMatch = {}): void {
    this.knobs.push({ match, remaining: times, delayMs });
  }

  /** Keeps matching updates back; the returned function lets them go. Holding one queue reorders it against others. */
  hold(match: DeliveryMatch): () => void {
    this.held.add(match);
    return () => {
      this.held.delete(match);
      this.wake();
    };
  }

  clear(): void {
    this.knobs = [];
    this.held.clear();
    this.wake();
  }

  isHeld(pending: PendingUpdate): boolean {
    return [...this.held].some((match) => fits(match, pending));
  }

  take(pending: PendingUpdate): DeliveryPlan {
    const plan: DeliveryPlan = { copies: 1, delayMs: 0, losesAck: false };
    for (const knob of this.knobs) {
      if (knob.remaining <= 0 || !fits(knob.match, pending)) continue;
      knob.remaining -= 1;
      plan.copies = Math.max(plan.copies, knob.copies ?? 1);
      plan.delayMs += knob.delayMs ?? 0;
      plan.losesAck ||= knob.losesAck ?? false;
    }
    this.knobs = this.knobs.filter((knob) => knob.remaining > 0);
    return plan;
  }
}

function fits(match: DeliveryMatch, pending: PendingUpdate): boolean {
  return (
    (match.kind === undefined || match.kind === pending.kind) &&
    (match.queue === undefined || match.queue === pending.queue)
  );
}
