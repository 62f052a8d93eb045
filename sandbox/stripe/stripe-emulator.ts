import { AccountRules } from './billing/account-rules.js';
import { Timeline } from './billing/timeline.js';
import { ControlRoutes } from './control/control-routes.js';
import { Operations } from './control/operations.js';
import { StripeControl } from './control/stripe-control.js';
import { StripeFaults } from './control/stripe-faults.js';
import { WebhookControl } from './control/webhook-control.js';
import { ChangeSignal } from './core/change-signal.js';
import { EmulatorClock } from './core/emulator-clock.js';
import { EventLog } from './core/event-log.js';
import { FollowUps } from './core/follow-ups.js';
import { IdMint } from './core/id-mint.js';
import type { StripeClock } from './core/stripe-clock.js';
import type { StripeCore } from './core/stripe-core.js';
import { StripeJournal } from './core/stripe-journal.js';
import { StripeState } from './core/stripe-state.js';
import { hostedPages } from './pages/hosted-pages.js';
import { apiRoutes, includableFields } from './routes/api-routes.js';
import { WebhookDelivery } from './webhooks/webhook-delivery.js';
import { WebhookDispatcher } from './webhooks/webhook-dispatcher.js';
import { WebhookEndpoints } from './webhooks/webhook-endpoints.js';
import { WebhookFaults } from './webhooks/webhook-faults.js';
import { ApiAccess } from './wire/api-access.js';
import { ApiFaults } from './wire/api-faults.js';
import { ApiGateway } from './wire/api-gateway.js';
import { RouteTable } from './wire/api-route.js';
import { Expander } from './wire/expander.js';
import { HttpFront } from './wire/http-front.js';
import { IdempotencyStore } from './wire/idempotency-store.js';
import { ParameterGuard } from './wire/parameter-guard.js';

export interface StripeEmulatorOptions {
  apiKey?: string;
  webhookSecret?: string;
  webhookUrl?: string;
  port?: number;
  host?: string;
  clock?: StripeClock;
  latencyMs?: number;
  snapshot?: unknown;
  seed?: number;
  /** Real time per unit of the webhook back-off: 0.001 makes Stripe's five minutes 0.3 s. */
  timeScale?: number;
}

interface Snapshot {
  version: 1;
  url: string;
  clockOffsetMs: number;
  ids: Record<string, number>;
  state: Record<string, unknown[]>;
  idempotency: unknown[];
}

const TICK_MS = 1_000;

/** A local Stripe account that speaks the real protocol: API, hosted pages, signed webhooks, control. */
export class StripeEmulator {
  readonly journal = new StripeJournal();
  readonly control: StripeControl;
  readonly apiKey: string;
  readonly #core: StripeCore & { ids: IdMint };
  readonly #endpoints: WebhookEndpoints;
  readonly #dispatcher: WebhookDispatcher;
  readonly #idempotency: IdempotencyStore;
  readonly #timeline: Timeline;
  readonly #front: HttpFront;
  readonly #latency: { ms: number };
  readonly #abort = new AbortController();
  readonly #changes = new ChangeSignal();
  readonly #secretOption: string | undefined;
  #ticker: NodeJS.Timeout | undefined;

  private constructor(options: StripeEmulatorOptions) {
    const seed = options.seed ?? 1;
    const ids = new IdMint(seed);
    const state = new StripeState();
    const clock = new EmulatorClock(options.clock);
    const events = new EventLog(state, clock, ids);
    this.#core = { state, clock, ids, events, later: new FollowUps(), pages: { url: '' } };
    this.apiKey = options.apiKey ?? `sk_test_${ids.letters('api key', 24)}`;
    this.#secretOption = options.webhookSecret;
    this.#latency = { ms: options.latencyMs ?? 0 };
    this.#idempotency = new IdempotencyStore(clock);
    this.#endpoints = new WebhookEndpoints(this.#core);
    const rules = new AccountRules(this.#core);
    this.#timeline = new Timeline(this.#core, rules);
    const webhookFaults = new WebhookFaults();
    const apiFaults = new ApiFaults();
    const delivery = new WebhookDelivery(state, webhookFaults, this.#abort.signal);
    this.#dispatcher = new WebhookDispatcher({
      state,
      clock,
      journal: this.journal,
      changes: this.#changes,
      faults: webhookFaults,
      delivery,
      timeScale: options.timeScale ?? 0.001,
    });
    events.subscribe((event) => {
      this.#dispatcher.send(event);
      // Time alone also changes things (an expiry), and somebody may wait for that.
      setImmediate(() => {
        this.#changes.notify();
      });
    });
    const operations = new Operations(this.#timeline, this.#core.later, this.journal, this.#changes);
    this.control = new StripeControl({
      rules,
      timeline: this.#timeline,
      operations,
      webhooks: new WebhookControl(state, this.#endpoints, this.#dispatcher, delivery),
      changes: this.#changes,
      faults: new StripeFaults(apiFaults, webhookFaults),
    });
    const gateway = new ApiGateway({
      core: this.#core,
      routes: new RouteTable(apiRoutes(rules, this.#endpoints)),
      access: new ApiAccess(this.apiKey),
      guard: new ParameterGuard(),
      expander: new Expander(state, includableFields(rules)),
      idempotency: this.#idempotency,
      faults: apiFaults,
      journal: this.journal,
      changes: this.#changes,
      latency: this.#latency,
      settle: () => {
        this.#timeline.settle();
      },
    });
    const controlRoutes = new ControlRoutes(this.control, state, this.journal, this.#changes);
    this.#front = new HttpFront({
      api: (request) => gateway.handle(request),
      control: (request) => controlRoutes.handle(request),
      stream: (response) => {
        controlRoutes.stream(response);
      },
      page: hostedPages(rules, operations, this.#timeline),
    });
  }

  static async start(options: StripeEmulatorOptions = {}): Promise<StripeEmulator> {
    const emulator = new StripeEmulator(options);
    const host = options.host ?? '127.0.0.1';
    const { port } = await emulator.#front.listen(options.port ?? 0, host);
    emulator.#core.pages.url = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`;
    emulator.#restore(options.snapshot as Snapshot | undefined);
    if (options.webhookUrl !== undefined) emulator.setWebhookUrl(options.webhookUrl);
    if (options.snapshot !== undefined) emulator.#dispatcher.resume();
    emulator.#ticker = setInterval(() => {
      emulator.#timeline.settle();
    }, TICK_MS).unref();
    return emulator;
  }

  /** Base address without a slash at the end; the bot's STRIPE_API_URL. */
  get url(): string {
    return this.#core.pages.url;
  }

  get webhookSecret(): string {
    return this.#endpoints.secret(this.#mainEndpoint().id);
  }

  setWebhookUrl(url: string): void {
    const endpoint = this.#mainEndpoint();
    Object.assign(endpoint, { url, status: 'enabled' });
  }

  setLatency(ms: number): void {
    this.#latency.ms = ms;
  }

  snapshot(): unknown {
    const { clock, ids, state } = this.#core;
    const snapshot: Snapshot = {
      version: 1,
      url: this.url,
      clockOffsetMs: clock.offsetMs,
      ids: ids.dump(),
      state: state.dump(),
      idempotency: this.#idempotency.dump(),
    };
    return JSON.parse(JSON.stringify(snapshot)) as unknown;
  }

  async stop(): Promise<void> {
    clearInterval(this.#ticker);
    this.#dispatcher.stop();
    this.#abort.abort();
    await this.#front.close();
  }

  #restore(given: Snapshot | undefined): void {
    if (!given) return;
    // Stored links lead to the port of the run that wrote them.
    const text = JSON.stringify(given).replaceAll(JSON.stringify(given.url).slice(1, -1), this.url);
    const snapshot = JSON.parse(text) as Snapshot;
    this.#core.clock.restore(snapshot.clockOffsetMs);
    this.#core.ids.load(snapshot.ids);
    this.#core.state.load(snapshot.state);
    this.#idempotency.load(snapshot.idempotency);
    if (this.#secretOption !== undefined) {
      const secrets = [{ value: this.#secretOption, expiresAt: null }];
      this.#core.state.endpointSecrets.add({ id: this.#mainEndpoint().id, secrets });
    }
  }

  /** The endpoint of the bot under test; disabled until its address is known. */
  #mainEndpoint(): { id: string } {
    const [first] = this.#core.state.endpoints.all();
    if (first) return first;
    const created = this.#endpoints.create('http://127.0.0.1:9/', ['*'], this.#secretOption);
    created.status = 'disabled';
    return created;
  }
}
