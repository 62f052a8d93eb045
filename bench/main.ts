import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { drainBench } from './drain.bench.js';
import { lanesBench } from './lanes.bench.js';
import { ledgerBench } from './ledger.bench.js';
import { type BenchRow, webhookBench } from './webhook.bench.js';

/** `npm run bench [-- name …] [--rows n] [--pace n]`: every figure of the README, each beside its yardstick of the same run. */
const { values: options, positionals: asked } = parseArgs({
  options: {
    // How long the ledger's journal gets; ten million take some minutes to write.
    rows: { type: 'string', default: '1000000' },
    // How much faster than Telegram's the limits of `drain` go by; 1 is real and takes 21 minutes.
    pace: { type: 'string', default: '10' },
  },
  allowPositionals: true,
});
const benches: Record<string, () => Promise<readonly BenchRow[]>> = {
  webhook: webhookBench,
  drain: () => drainBench(Number(options.pace)),
  lanes: lanesBench,
  ledger: () => ledgerBench(Number(options.rows)),
};

const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no benchmark ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}\n`,
  );
  process.exit(1);
}
for (const [name, run] of Object.entries(benches)) {
  if (asked.length === 0 || asked.includes(name)) console.table(await run());
}
process.exit(0);
