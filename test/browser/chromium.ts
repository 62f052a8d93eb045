import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';

const usualPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The browser of this machine: nothing is downloaded for the tests. `CHROMIUM_PATH` names another one. */
export const chromiumPath = [process.env['CHROMIUM_PATH'], ...usualPaths].find(
  (path) => path !== undefined && path !== '' && existsSync(path),
);

/** A browser with a profile of its own, which is thrown away with it. */
export class Chromium {
  private constructor(
    readonly context: BrowserContext,
    private readonly profile: string,
  ) {}

  static async open(): Promise<Chromium> {
    if (chromiumPath === undefined) throw new Error('There is no chromium on this machine');
    const profile = await mkdtemp(join(tmpdir(), 'sandbox-browser-'));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: chromiumPath,
      args: flags,
      viewport: { width: 1280, height: 800 },
    });
    return new Chromium(context, profile);
  }

  async close(): Promise<void> {
    await this.context.close();
    await rm(this.profile, { recursive: true, force: true });
  }
}
