import type { ActorContext } from './actors/actor-context.js';
import { Actors } from './actors/actors.js';
import type { ApiContext } from './api/api-context.js';
import { ChatAccess } from './api/chat-access.js';
import { Dispatcher } from './api/dispatcher.js';
import { FormattedTextReader } from './api/formatted-text.js';
import { HandlerRegistry } from './api/handler-registry.js';
import { MediaReader } from './api/media-reader.js';
import { MethodTable } from './api/method-table.js';
import { Outgoing } from './api/outgoing.js';
import { Params } from './api/params.js';
import { ReplyMarkupReader } from './api/reply-markup-reader.js';
import { RetrySchedule } from './delivery/retry-schedule.js';
import type { PendingUpdate } from './delivery/update-queue.js';
import { UpdateQueue } from './delivery/update-queue.js';
import type { WebhookConfig } from './delivery/webhook-config.js';
import { WebhookDelivery } from './delivery/webhook-delivery.js';
import { WebhookSender } from './delivery/webhook-sender.js';
import { EmulatorClock } from './emulator-clock.js';
import { Faults } from './faults.js';
import { ActorRoute } from './http/actor-route.js';
import { BotApiRoute } from './http/bot-api-route.js';
import { ControlRoute } from './http/control-route.js';
import { EmulatorServer } from './http/emulator-server.js';
import { EventStream } from './http/event-stream.js';
import { RequestReader } from './http/request-reader.js';
import { StateView } from './http/state-view.js';
import { Journal } from './journal.js';
import type { TelegramLimits } from './rate-limiter.js';
import { DOCUMENTED_LIMITS, RateLimiter } from './rate-limiter.js';
import { MediaFactory } from './state/media-factory.js';
import { MemberLog } from './state/member-log.js';
import { MessageLog } from './state/message-log.js';
import { Renderer } from './state/renderer.js';
import { StarLog } from './state/star-log.js';
import { TopicLog } from './state/topic-log.js';
import { World } from './state/world.js';
import type { WorldData } from './state/world-snapshot.js';
import { WorldSnapshot } from './state/world-snapshot.js';

export interface TelegramEmulatorOptions {
  token?: string;
  botId?: number;
  botUsername?: string;
  botName?: string;
  port?: number;
  host?: string;
  clock?: EmulatorClock;
  limits?: Partial<TelegramLimits> | 'none';
  /** Added to every call. */
  latencyMs?: number;
  /** What an earlier `snapshot()` returned. */
  snapshot?: unknown;
  /** Origin that replaces the webhook URL's, for example http://127.0.0.1:8000. */
  deliverTo?: string;
  /** Multiplies every delay between delivery attempts; tests use 0.01. */
  timeScale?: number;
  /** How long the bot may take to answer an update. */
  deliveryTimeoutMs?: number;
  seed?: number;
  firstUpdateId?: number;
}

interface Snapshot {
  world: WorldData;
  webhook: WebhookConfig;
  pending: PendingUpdate[];
}

/**
 * A local Telegram: speaks the Bot API over HTTP to a bot and lets tests, benchmarks and a page play the people.
 * What is modelled, and on which evidence, is listed in the README beside this file.
 */
export class TelegramEmulator {
  readonly token: string;
  readonly actors: Actors;
  readonly world: World;
  readonly journal: Journal;
  readonly faults = new Faults();
  readonly delivery: WebhookDelivery;
  readonly limiter: RateLimiter;
  readonly clock: EmulatorClock;
  private readonly updates: UpdateQueue;
  private readonly dispatcher: Dispatcher;
  private readonly server: EmulatorServer;
  private address = '';

  private constructor(options: TelegramEmulatorOptions) {
    const { seed = 1, timeScale = 1, botId = 7_000_000_001, limits = {} } = options;
    this.token = options.token ?? `${botId}:LOCAL-emulator-token-0000000000000000`;
    this.clock = options.clock ?? new EmulatorClock();
    this.journal = new Journal(this.clock);
    const bot = {
      id: botId,
      username: options.botUsername ?? 'local_bot',
      firstName: options.botName ?? 'Local Bot',
    };
    this.world = new World(this.clock, bot, seed);
    this.updates = new UpdateQueue(this.world, this.journal, options.firstUpdateId ?? 100_000_000 + seed);
    const renderer = new Renderer(this.world);
    const log = new MessageLog(this.world, renderer, this.updates);
    const topics = new TopicLog(this.world, log);
    const members = new MemberLog(this.world, renderer, this.updates);
    const stars = new StarLog(this.world, renderer, this.updates, log);
    const media = new MediaFactory(this.world);
    this.delivery = new WebhookDelivery(
      this.updates,
      this.journal,
      this.clock,
      new RetrySchedule(this.world.random, timeScale),
      new WebhookSender(options.deliveryTimeoutMs ?? 60_000),
    );
    this.delivery.deliverTo = options.deliverTo;
    const shared = { world: this.world, renderer, log, stars, topics, members, updates: this.updates };
    const actorContext: ActorContext = { ...shared, media, journal: this.journal };
    this.actors = new Actors(actorContext);
    const access = new ChatAccess(this.world);
    const markup = new ReplyMarkupReader();
    const texts = new FormattedTextReader();
    const apiContext: ApiContext = {
      ...shared,
      access,
      markup,
      texts,
      files: new MediaReader(this.world, media, texts),
      outgoing: new Outgoing(this.world, access, markup, log),
      delivery: this.delivery,
    };
    const effectiveLimits = limits === 'none' ? undefined : { ...DOCUMENTED_LIMITS, ...limits };
    this.limiter = new RateLimiter(effectiveLimits, this.clock);
    const { handlers } = new HandlerRegistry(apiContext, effectiveLimits !== undefined);
    this.dispatcher = new Dispatcher(new MethodTable(), handlers, this.faults, this.limiter, this.journal);
    this.dispatcher.latencyMs = options.latencyMs ?? 0;
    this.delivery.onReply = (method, params) => {
      void this.dispatcher.call(method, new Params(params));
    };
    this.server = this.createServer();
    if (options.snapshot !== undefined) this.restore(options.snapshot as Snapshot);
  }

  static async start(options: TelegramEmulatorOptions = {}): Promise<TelegramEmulator> {
    const emulator = new TelegramEmulator(options);
    emulator.address = await emulator.server.listen(options.port ?? 0, options.host ?? '127.0.0.1');
    return emulator;
  }

  /** The API root that the bot is given. */
  get url(): string {
    return this.address;
  }

  setLatency(ms: number): void {
    this.dispatcher.latencyMs = ms;
  }

  /** JSON; give it to `options.snapshot` to go on where this emulator stands. */
  snapshot(): unknown {
    const snapshot: Snapshot = {
      world: new WorldSnapshot(this.world).save(),
      webhook: { ...this.delivery.config, allowedUpdates: this.updates.allowedUpdates },
      pending: this.updates.all(),
    };
    return structuredClone(snapshot);
  }

  async stop(): Promise<void> {
    this.delivery.stop();
    await this.server.close();
  }

  private createServer(): EmulatorServer {
    const reader = new RequestReader();
    const view = new StateView(this.world, this.actors, this.updates, this.delivery);
    const events = new EventStream(this.world, this.journal);
    return new EmulatorServer(
      new BotApiRoute(this.token, this.dispatcher, reader, this.world),
      new ActorRoute(this.actors, view, events, reader),
      new ControlRoute(this, reader),
    );
  }

  private restore(snapshot: Snapshot): void {
    const { world, webhook, pending } = structuredClone(snapshot);
    new WorldSnapshot(this.world).restore(world);
    this.updates.restore(pending);
    this.delivery.configure(webhook);
  }
}
