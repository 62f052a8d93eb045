import type { KeptSnapshot } from './snapshot-keeper.js';

/** More ids than a person can use up between two snapshots. */
const MARGIN = 1_000;

interface TelegramShape {
  world: { counters: [string, number][]; chats: { lastMessageId: number }[] };
}

interface StripeShape {
  ids: Record<string, number>;
}

/**
 * After a killed run the database may know ids that the emulator forgot. Given a second time they would be taken
 * for repetitions of the first use, so the counters leap over them.
 */
export function telegramSnapshot(kept: KeptSnapshot | undefined): unknown {
  if (kept === undefined || kept.isComplete) return kept?.snapshot;
  const snapshot = kept.snapshot as TelegramShape;
  const { counters, chats } = snapshot.world;
  const world = {
    ...snapshot.world,
    counters: counters.map(([name, value]) => [name, value + MARGIN]),
    chats: chats.map((chat) => ({ ...chat, lastMessageId: chat.lastMessageId + MARGIN })),
  };
  return { ...snapshot, world };
}

export function stripeSnapshot(kept: KeptSnapshot | undefined): unknown {
  if (kept === undefined || kept.isComplete) return kept?.snapshot;
  const snapshot = kept.snapshot as StripeShape;
  const ids = Object.fromEntries(
    Object.entries(snapshot.ids).map(([prefix, count]) => [prefix, count + MARGIN]),
  );
  return { ...snapshot, ids };
}
