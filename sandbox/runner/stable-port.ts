import { once } from 'node:events';
import { createServer } from 'node:net';
import { freePort } from '../postgres/free-port.js';

/** The port of the last run if it is still free, so that links in old messages keep working. */
export async function stablePort(wanted: number | undefined): Promise<number> {
  return wanted !== undefined && (await isFree(wanted)) ? wanted : freePort();
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    probe.listen(port, '127.0.0.1');
    await once(probe, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}
