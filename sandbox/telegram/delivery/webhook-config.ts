/** What setWebhook stored, and the counters that getWebhookInfo shows. */
export interface WebhookConfig {
  url: string;
  secretToken?: string | undefined;
  maxConnections: number;
  allowedUpdates?: string[] | undefined;
  ipAddress?: string | undefined;
  hasCertificate: boolean;
  lastErrorDate?: number | undefined;
  lastErrorMessage?: string | undefined;
}

export const NO_WEBHOOK: WebhookConfig = { url: '', maxConnections: 40, hasCertificate: false };
