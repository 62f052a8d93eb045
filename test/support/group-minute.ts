const takes = 'text, interval, integer, interval, integer, interval, integer';

/** Lets the sliding minute of the product's budget pass that many times faster, with all its rules as they are. */
export async function quickenMinute(run: (sql: string) => Promise<unknown>, times: number): Promise<void> {
  await run(`alter function reserve_call(${takes}) rename to reserve_call_in_real_time`);
  await run(
    `create function reserve_call(${takes}) returns timestamptz language sql as $$
       select reserve_call_in_real_time($1, $2, $3, $4 / ${times}, $5, $6, $7) $$`,
  );
}
