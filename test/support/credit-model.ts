/** A lot as the model sees it; times in milliseconds. */
export interface ModelLot {
  /** Creation decides between lots that are equal otherwise. */
  readonly order: number;
  readonly priority: number;
  readonly amount: number;
  remaining: number;
  expiresAt: number | null;
  frozenAt: number | null;
}

export interface ModelHold {
  readonly amount: number;
  readonly taken: readonly { readonly lot: ModelLot; readonly amount: number }[];
  status: 'open' | 'captured' | 'released' | 'charged late';
}

interface Spread {
  readonly taken: { lot: ModelLot; amount: number }[];
  readonly missing: number;
}

const graceMs = 3 * 24 * 60 * 60 * 1_000;
const last = Number.POSITIVE_INFINITY;

/**
 * What should be true of one customer's credits, in plain numbers: no journal, no accounts, no schedule. An expired lot
 * is one whose time is over; nothing has to be booked for that.
 */
export class CreditModel {
  held = 0;
  owed = 0;
  private readonly lots: ModelLot[] = [];

  constructor(private readonly now: () => number) {}

  get credits(): number {
    return sum(this.running().filter(({ frozenAt }) => frozenAt === null));
  }

  get frozen(): number {
    return sum(this.lots.filter(({ frozenAt }) => frozenAt !== null));
  }

  grant(amount: number, expiresAt: number | null): ModelLot {
    const settled = this.settle(amount);
    return this.open(10, amount, amount - settled, expiresAt);
  }

  /** Undefined when there is not enough, and then nothing has changed. */
  take(amount: number): ModelHold['taken'] | undefined {
    if (this.owed > 0 || this.credits < amount) return undefined;
    return this.spread(this.burnOrder(), amount).taken;
  }

  hold(amount: number): ModelHold | undefined {
    const taken = this.take(amount);
    if (taken === undefined) return undefined;
    this.held += amount;
    return { amount, taken, status: 'open' };
  }

  capture(hold: ModelHold): void {
    if (hold.status === 'open') {
      this.held -= hold.amount;
      hold.status = 'captured';
    }
    if (hold.status !== 'released') return;
    hold.status = 'charged late';
    const free = this.burnOrder();
    const frozen = this.lots.filter(({ frozenAt }) => frozenAt !== null).sort(byBurnOrder);
    this.owed += this.spread([...free, ...frozen], hold.amount).missing;
  }

  release(hold: ModelHold): void {
    if (hold.status !== 'open') return;
    hold.status = 'released';
    this.held -= hold.amount;
    let back = hold.amount - this.settle(hold.amount);
    for (const { lot, amount } of [...hold.taken].sort((a, b) => a.lot.order - b.lot.order)) {
      if (this.isOver(lot)) continue;
      const given = Math.min(amount, back);
      lot.remaining += given;
      back -= given;
    }
    if (back > 0) this.open(20, back, back, this.now() + graceMs);
  }

  /** Takes back what the lot's payment gave, also what expired of it unspent. */
  claw(bought: ModelLot, amount: number): void {
    const others = this.running()
      .filter((lot) => lot !== bought)
      .sort(byClawOrder);
    this.owed += this.spread([bought, ...others], amount).missing;
  }

  /** The time in which credits were gone is added to theirs; a part that was never gone keeps its end. */
  restore(bought: ModelLot, amount: number, goneSince: number): void {
    const back = amount - this.settle(amount);
    if (back === 0) return;
    const late = this.now() + graceMs;
    const { expiresAt } = bought;
    if (expiresAt === null || bought.frozenAt !== null) {
      const given = Math.min(bought.amount - bought.remaining, back);
      bought.remaining += given;
      if (back > given) this.open(20, back - given, back - given, expiresAt && Math.max(expiresAt, late));
      return;
    }
    const until = expiresAt + this.now() - goneSince;
    if (this.isOver(bought)) this.open(20, back, back, Math.max(until, late));
    else if (bought.remaining > 0) this.open(20, back, back, until);
    else {
      bought.expiresAt = until;
      const given = Math.min(bought.amount, back);
      bought.remaining = given;
      if (back > given) this.open(20, back - given, back - given, until);
    }
  }

  freeze(lot: ModelLot): void {
    if (lot.frozenAt === null && !this.isOver(lot) && lot.remaining > 0) lot.frozenAt = this.now();
  }

  thaw(lot: ModelLot): void {
    if (lot.frozenAt === null) return;
    if (lot.expiresAt !== null) lot.expiresAt += this.now() - lot.frozenAt;
    lot.frozenAt = null;
  }

  private open(priority: number, amount: number, remaining: number, expiresAt: number | null): ModelLot {
    const lot = { order: this.lots.length, priority, amount, remaining, expiresAt, frozenAt: null };
    this.lots.push(lot);
    return lot;
  }

  private settle(amount: number): number {
    const settled = Math.min(this.owed, amount);
    this.owed -= settled;
    return settled;
  }

  private spread(lots: readonly ModelLot[], amount: number): Spread {
    const taken: Spread['taken'] = [];
    let missing = amount;
    for (const lot of lots) {
      const some = Math.min(lot.remaining, missing);
      if (some > 0) taken.push({ lot, amount: some });
      lot.remaining -= some;
      missing -= some;
    }
    return { taken, missing };
  }

  private isOver({ frozenAt, expiresAt }: ModelLot): boolean {
    return frozenAt === null && expiresAt !== null && expiresAt <= this.now();
  }

  private running(): ModelLot[] {
    return this.lots.filter((lot) => !this.isOver(lot));
  }

  private burnOrder(): ModelLot[] {
    return this.running()
      .filter(({ frozenAt }) => frozenAt === null)
      .sort(byBurnOrder);
  }
}

function byBurnOrder(a: ModelLot, b: ModelLot): number {
  return a.priority - b.priority || difference(a.expiresAt ?? last, b.expiresAt ?? last) || a.order - b.order;
}

/** The unfrozen first, then what was dearest, then what lasts longest. */
function byClawOrder(a: ModelLot, b: ModelLot): number {
  return (
    Number(a.frozenAt !== null) - Number(b.frozenAt !== null) ||
    b.priority - a.priority ||
    difference(b.expiresAt ?? last, a.expiresAt ?? last) ||
    a.order - b.order
  );
}

/** Also of infinite numbers. */
function difference(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

function sum(lots: readonly ModelLot[]): number {
  return lots.reduce((total, { remaining }) => total + remaining, 0);
}
