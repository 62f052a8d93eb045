import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DeliveryMatch } from '../delivery/delivery-faults.js';
import type { WebhookDelivery } from '../delivery/webhook-delivery.js';
import type { EmulatorClock } from '../emulator-clock.js';
import type { FaultEffect, FaultRule, Faults } from '../faults.js';
import type { JsonObject } from '../state/json-object.js';
import type { RequestReader } from './request-reader.js';

/** The part of the emulator that is steered from outside. */
export interface Controllable {
  readonly clock: EmulatorClock;
  readonly faults: Faults;
  readonly delivery: WebhookDelivery;
  setLatency(ms: number): void;
  snapshot(): unknown;
}

interface Command {
  ms?: number;
  copies?: number;
  times?: number;
  match?: DeliveryMatch;
  rule?: FaultRule;
  effect?: FaultEffect;
  update?: JsonObject;
}

/** `POST /control/<name>`: time, faults and delivery of the running emulator, for programs outside the process. */
export class ControlRoute {
  private readonly commands: Record<string, (command: Command) => unknown> = {
    advanceClock: ({ ms = 0 }) => {
      this.emulator.clock.advance(ms);
    },
    setLatency: ({ ms = 0 }) => {
      this.emulator.setLatency(ms);
    },
    addFault: ({ rule = {}, effect }) => {
      if (effect === undefined) throw new Error('effect is missing');
      this.emulator.faults.add(rule, effect);
    },
    clearFaults: () => {
      this.emulator.faults.clear();
      this.emulator.delivery.faults.clear();
    },
    duplicate: ({ copies = 2, times, match }) => {
      this.emulator.delivery.faults.duplicate(copies, times, match);
    },
    loseAck: ({ times, match }) => {
      this.emulator.delivery.faults.loseAck(times, match);
    },
    delayDelivery: ({ ms = 0, times, match }) => {
      this.emulator.delivery.faults.delay(ms, times, match);
    },
    pauseDelivery: () => {
      this.emulator.delivery.pause();
    },
    resumeDelivery: () => {
      this.emulator.delivery.resume();
    },
    inject: ({ update = {} }) => this.emulator.delivery.inject(update),
    snapshot: () => this.emulator.snapshot(),
  };

  constructor(
    private readonly emulator: Controllable,
    private readonly reader: RequestReader,
  ) {}

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const name = url.pathname.slice('/control/'.length);
    const run = Object.hasOwn(this.commands, name) ? this.commands[name] : undefined;
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Content-Type', 'application/json');
    if (request.method !== 'POST' || run === undefined) {
      response.writeHead(404).end(JSON.stringify({ ok: false, error: `No control command ${name}` }));
      return;
    }
    try {
      const result = run((await this.reader.json(request)) as Command);
      response.writeHead(200).end(JSON.stringify({ ok: true, result: result ?? true }));
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      response.writeHead(400).end(JSON.stringify({ ok: false, error: text }));
    }
  }
}
