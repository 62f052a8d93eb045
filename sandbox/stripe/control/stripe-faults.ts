import type { WebhookFault, WebhookFaults } from '../webhooks/webhook-faults.js';
import type { ApiFault, ApiFaults } from '../wire/api-faults.js';

/** Everything that a test can make go wrong. */
export class StripeFaults {
  constructor(
    private readonly calls: ApiFaults,
    private readonly deliveries: WebhookFaults,
  ) {}

  api(fault: ApiFault): void {
    this.calls.add(fault);
  }

  webhook(fault: WebhookFault): void {
    this.deliveries.add(fault);
  }

  clear(): void {
    this.calls.clear();
    this.deliveries.clear();
  }
}
