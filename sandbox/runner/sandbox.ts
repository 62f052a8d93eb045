import { rm } from 'node:fs/promises';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PageServer } from '../page/page-server.js';
import { EmbeddedDatabase } from '../postgres/embedded-database.js';
import { freePort } from '../postgres/free-port.js';
import { BotProcess } from './bot-process.js';
import { botSettings } from './bot-settings.js';
import { inviteCast } from './cast.js';
import { Emulators } from './emulators.js';
import { migrate } from './migrate.js';
import { Notebook } from './notebook.js';
import { refuseSecondSandbox } from './other-sandbox.js';
import type { Progress } from './progress.js';
import type { SandboxOptions } from './sandbox-options.js';
import { Stage } from './stage.js';

const DATABASE = 'sandbox';

/** The whole product on one machine: starts the parts in their order and stops them in the opposite one. */
export class Sandbox {
  private readonly stops: (() => Promise<void>)[] = [];

  private constructor(
    private readonly root: string,
    private readonly options: SandboxOptions,
    private readonly progress: Progress,
  ) {}

  static async start(root: string, options: SandboxOptions, progress: Progress): Promise<Sandbox> {
    const sandbox = new Sandbox(root, options, progress);
    try {
      await sandbox.start();
      return sandbox;
    } catch (error) {
      await sandbox.stop();
      throw error;
    }
  }

  get url(): string {
    const { host, port } = this.options;
    return `http://${['127.0.0.1', '0.0.0.0', '::'].includes(host) ? 'localhost' : host}:${port}`;
  }

  async stop(): Promise<void> {
    for (let stop = this.stops.pop(); stop !== undefined; stop = this.stops.pop()) await stop();
  }

  private async start(): Promise<void> {
    const { progress, options } = this;
    // Taken first: a port that is in use is the likeliest mistake.
    const page = await PageServer.listen(options.port, options.host);
    this.stops.push(() => page.close());
    const notebook = await this.openNotebook();
    const database = await progress.step('PostgreSQL', () => this.startDatabase());
    await progress.step('Tables', () => migrate(database.urlOf(DATABASE)));
    const botPort = await freePort();
    const emulators = new Emulators(options.dataDir, notebook);
    this.stops.push(() => emulators.stop());
    await progress.step('Telegram', () => emulators.startTelegram(botPort));
    await progress.step('Stripe', () => emulators.startStripe(botPort));
    const bot = await progress.step('Bot', () => this.startBot(botPort, database, emulators, notebook));
    page.open(new Stage(notebook, emulators, bot, `http://127.0.0.1:${botPort}`));
  }

  private async openNotebook(): Promise<Notebook> {
    const { dataDir, reset, port, host } = this.options;
    const file = join(dataDir, 'sandbox.json');
    await refuseSecondSandbox(new Notebook(file).content);
    // Made here, open to other accounts: PostgreSQL may run as one of them.
    mkdirSync(dataDir, { recursive: true });
    if (reset) await this.forget();
    const notebook = new Notebook(file);
    notebook.update({ pageAddress: `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}` });
    return notebook;
  }

  private async forget(): Promise<void> {
    const { dataDir } = this.options;
    // The server of a killed run may still be at work, and its files may lie outside the folder.
    const old = await EmbeddedDatabase.start({ dataDir: this.databaseDir, persistent: false });
    await old.stop();
    await rm(dataDir, { recursive: true, force: true });
    mkdirSync(dataDir, { recursive: true });
  }

  private get databaseDir(): string {
    return join(this.options.dataDir, 'postgres');
  }

  private async startDatabase(): Promise<EmbeddedDatabase> {
    const database = await EmbeddedDatabase.start({ dataDir: this.databaseDir, persistent: true });
    this.stops.push(() => database.stop());
    if (!(await database.exists(DATABASE))) await database.create(DATABASE);
    return database;
  }

  private async startBot(
    port: number,
    database: EmbeddedDatabase,
    { telegram, stripe }: Emulators,
    notebook: Notebook,
  ): Promise<BotProcess> {
    if (notebook.content.cast === undefined) notebook.update({ cast: inviteCast(telegram) });
    const bot = new BotProcess({
      root: this.root,
      port,
      logFile: join(this.options.dataDir, 'bot.log'),
      settings: () =>
        botSettings({
          port,
          databaseUrl: database.urlOf(DATABASE),
          groupId: notebook.content.cast?.groupId ?? 0,
          telegram,
          stripe,
          limits: notebook.content.limits,
        }),
    });
    bot.on('crash', (lastWords) => {
      this.progress.say(`\n  The bot has crashed and starts again:\n${lastWords}\n`);
    });
    this.stops.push(() => bot.stop());
    await bot.start();
    return bot;
  }
}
