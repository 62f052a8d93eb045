import type { Notes } from './notebook.js';
import { SandboxProblem } from './sandbox-problem.js';

/** Two sandboxes in one folder would stop each other's database; the page of the first one tells. */
export async function refuseSecondSandbox({ id, pageAddress }: Readonly<Notes>): Promise<void> {
  if (pageAddress === undefined) return;
  const answer = await askForId(`${pageAddress}/sandbox/id`);
  if (answer === id)
    throw new SandboxProblem(`This sandbox is open already at ${pageAddress}; stop it first.`);
}

async function askForId(address: string): Promise<string | undefined> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(1_000) });
    return response.ok ? await response.text() : undefined;
  } catch {
    return undefined;
  }
}
