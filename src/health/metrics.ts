import { Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { LedgerChecksRepository } from '../billing/ledger/ledger-checks.repository.js';
import { FirstContactsRepository } from '../conversations/contacts/first-contacts.repository.js';
import { Reader } from '../database/reader.js';
import { JobFigures } from '../jobs/background/job-figures.js';
import { LaneFigures } from '../jobs/lanes/lane-figures.js';

/** Scrapers give up after ten seconds. */
const patienceMs = 2_000;

/** Figures of this process and of the work that all processes share. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly lane = {
    waiting: this.gauge('bot_lane_items_waiting', 'Items on lanes', ['queue']),
    dead: this.gauge('bot_lane_items_dead', 'Items given up', ['queue']),
    inWork: this.gauge('bot_lanes_in_work', 'Lanes that a worker has', ['queue']),
    oldest: this.gauge(
      'bot_lane_oldest_ready_seconds',
      'Age of the oldest lane that is due and not worked on',
      ['queue'],
    ),
  };
  private readonly sweepAlarms = this.gauge(
    'bot_lane_sweep_alarms',
    'Forgotten lanes that the sweep woke; anything but 0 is a defect',
  );
  private readonly job = {
    due: this.gauge('bot_jobs_due', 'Background jobs whose time has come'),
    oldest: this.gauge('bot_jobs_oldest_due_seconds', 'Age of the oldest due job'),
    failed: this.gauge('bot_jobs_failed', 'Background jobs that used up their attempts'),
  };

  private readonly violations = this.gauge(
    'billing_invariant_violations',
    'What broke a rule of the ledger in the last nightly check; anything but 0 is a defect',
  );

  private readonly contacts = this.gauge(
    'bot_first_contacts',
    'Unknown people whose first messages were held, by how that ended',
    ['outcome'],
  );

  constructor(
    private readonly lanes: LaneFigures,
    private readonly jobs: JobFigures,
    private readonly ledgerChecks: LedgerChecksRepository,
    private readonly firstContacts: FirstContactsRepository,
    private readonly reader: Reader,
  ) {
    collectDefaultMetrics({ register: this.registry });
  }

  async text(): Promise<string> {
    await Promise.all([this.readLanes(), this.readJobs(), this.readLedgerCheck(), this.readContacts()]);
    this.sweepAlarms.set(this.lanes.sweepAlarms);
    return this.registry.metrics();
  }

  private async readLanes(): Promise<void> {
    const queues = await known(this.lanes.read());
    for (const gauge of Object.values(this.lane)) gauge.reset();
    for (const { queue, waiting, dead, inWork, oldestReadySeconds } of queues ?? []) {
      this.lane.waiting.set({ queue }, waiting);
      this.lane.dead.set({ queue }, dead);
      this.lane.inWork.set({ queue }, inWork);
      this.lane.oldest.set({ queue }, oldestReadySeconds);
    }
  }

  private async readLedgerCheck(): Promise<void> {
    const count = await known(this.ledgerChecks.lastCount(this.reader));
    // Before the first night nobody knows.
    this.violations.remove();
    if (count !== undefined) this.violations.set(count);
  }

  private async readContacts(): Promise<void> {
    const counts = await known(this.firstContacts.counts(this.reader));
    this.contacts.reset();
    for (const { outcome, count } of counts ?? []) this.contacts.set({ outcome }, count);
  }

  private async readJobs(): Promise<void> {
    const figures = await known(this.jobs.read());
    // A figure that nobody knows is left out; 0 would be a lie.
    for (const gauge of Object.values(this.job)) gauge.remove();
    if (figures === undefined) return;
    this.job.due.set(figures.due);
    this.job.oldest.set(figures.oldestDueSeconds);
    this.job.failed.set(figures.failed);
  }

  private gauge(name: string, help: string, labelNames: string[] = []): Gauge {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }
}

/** While the database is away its figures are missing; those of the process are needed all the more. */
async function known<Figures>(reading: Promise<Figures>): Promise<Figures | undefined> {
  return Promise.race([reading, pause(patienceMs, undefined, { ref: false })]).catch(() => undefined);
}
