export interface ApiFault {
  kind:
    | '409'
    | '429'
    /** Payouts have emptied the account: what is paid from it is refused. */
    | 'balance-too-low'
    | '500-before-commit'
    | '500-after-commit'
    | 'reset-before-commit'
    | 'reset-after-commit'
    | 'hang-before-commit'
    | 'hang-after-commit';
  method?: string;
  /** Part of the path, or a pattern for it (`/v1/refunds`). */
  path?: string | RegExp;
  /** Which matching call is the first to fail: 1 (the next) unless told. */
  nth?: number;
  /** How many calls fail: 1 unless told. */
  times?: number;
}

/** What goes wrong with calls of the API, until cleared or used up. */
export class ApiFaults {
  #faults: { fault: ApiFault; seen: number }[] = [];

  add(fault: ApiFault): void {
    this.#faults.push({ fault, seen: 0 });
  }

  clear(): void {
    this.#faults = [];
  }

  take(method: string, path: string): ApiFault | undefined {
    let hit: ApiFault | undefined;
    for (const entry of this.#faults) {
      if (!matches(entry.fault, method, path)) continue;
      entry.seen += 1;
      const first = entry.fault.nth ?? 1;
      if (entry.seen >= first && entry.seen < first + (entry.fault.times ?? 1)) hit ??= entry.fault;
    }
    return hit;
  }
}

function matches(fault: ApiFault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  if (fault.path === undefined) return true;
  return typeof fault.path === 'string' ? path.includes(fault.path) : fault.path.test(path);
}
