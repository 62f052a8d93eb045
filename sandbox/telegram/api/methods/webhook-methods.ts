import type { PendingUpdate } from '../../delivery/update-queue.js';
import type { WebhookConfig } from '../../delivery/webhook-config.js';
import { NO_WEBHOOK } from '../../delivery/webhook-config.js';
import type { JsonObject } from '../../state/json-object.js';
import { compact } from '../../state/json-object.js';
import type { ApiContext, ApiHandlers } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { Params } from '../params.js';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const PORTS = new Set(['', '443', '80', '88', '8443']);
const DEFAULT_LIMIT = 100;

/** Bot API: "Getting updates". The real server's rule of https is kept, except for loopback addresses. */
export class WebhookMethods {
  readonly handlers: ApiHandlers = {
    setWebhook: (params) => this.set(params),
    deleteWebhook: (params) => this.remove(params),
    getWebhookInfo: () => this.info(),
    getUpdates: (params) => this.getUpdates(params),
  };
  private lastSetAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly context: ApiContext,
    private readonly isLimited: boolean,
  ) {}

  private set(params: Params): true {
    const { delivery, world, updates } = this.context;
    const url = (params.text('url') ?? '').trim();
    if (url === '') return this.remove(params);
    const config: WebhookConfig = {
      url: checkedUrl(url),
      secretToken: checkedSecret(params.text('secret_token')),
      maxConnections: Math.min(100, Math.max(1, params.int('max_connections') ?? NO_WEBHOOK.maxConnections)),
      // Bot API: if not specified, the previous setting is kept.
      allowedUpdates: params.array('allowed_updates')?.map(String) ?? updates.allowedUpdates,
      ipAddress: params.text('ip_address'),
      hasCertificate: params.has('certificate'),
    };
    if (params.flag('drop_pending_updates')) updates.clear();
    if (isSame(config, delivery.config)) return true;
    const now = world.clock.now();
    if (this.isLimited && now - this.lastSetAt < 1000) throw ApiError.tooManyRequests(1);
    this.lastSetAt = now;
    delivery.configure(config);
    return true;
  }

  private remove(params: Params): true {
    const { delivery, updates } = this.context;
    if (params.flag('drop_pending_updates')) updates.clear();
    delivery.configure({ ...NO_WEBHOOK, allowedUpdates: updates.allowedUpdates });
    return true;
  }

  private info(): JsonObject {
    const { delivery, updates } = this.context;
    const { config } = delivery;
    return compact({
      url: config.url,
      has_custom_certificate: config.hasCertificate,
      pending_update_count: updates.size,
      ip_address: config.ipAddress,
      last_error_date: config.lastErrorDate,
      last_error_message: config.lastErrorMessage,
      max_connections: config.url === '' ? undefined : config.maxConnections,
      allowed_updates: config.allowedUpdates,
    });
  }

  private async getUpdates(params: Params): Promise<JsonObject[]> {
    const { delivery, updates } = this.context;
    if (delivery.config.url !== '') {
      throw ApiError.of(
        409,
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    }
    const allowed = params.array('allowed_updates')?.map(String);
    if (allowed !== undefined) updates.allowedUpdates = allowed;
    const offset = params.int('offset') ?? 0;
    if (offset > 0) updates.confirmBelow(offset);
    const timeoutMs = Math.min(params.int('timeout') ?? 0, 50) * 1000;
    if (updates.size === 0 && timeoutMs > 0) await this.nextUpdate(timeoutMs);
    return updates
      .all()
      .slice(0, params.int('limit') ?? DEFAULT_LIMIT)
      .map((pending) => pending.update);
  }

  private async nextUpdate(timeoutMs: number): Promise<PendingUpdate | undefined> {
    const { updates } = this.context;
    return new Promise((resolve) => {
      const done = (pending?: PendingUpdate): void => {
        clearTimeout(timer);
        updates.off('pushed', done);
        resolve(pending);
      };
      const timer = setTimeout(done, timeoutMs);
      timer.unref();
      updates.once('pushed', done);
    });
  }
}

function checkedUrl(text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw ApiError.badRequest('bad webhook: invalid webhook URL specified');
  }
  if (LOOPBACK.has(url.hostname)) return text;
  if (url.protocol !== 'https:') {
    throw ApiError.badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  }
  if (!PORTS.has(url.port)) {
    throw ApiError.badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
  }
  return text;
}

function checkedSecret(secret: string | undefined): string | undefined {
  if (secret === undefined || secret === '') return undefined;
  if (secret.length > 256) throw ApiError.badRequest('secret token is too long');
  if (!/^[A-Za-z0-9_-]+$/.test(secret)) {
    throw ApiError.badRequest('secret token contains unallowed characters');
  }
  return secret;
}

function isSame(one: WebhookConfig, other: WebhookConfig): boolean {
  const key = ({ url, secretToken, maxConnections, allowedUpdates }: WebhookConfig): string =>
    JSON.stringify([url, secretToken, maxConnections, allowedUpdates]);
  return key(one) === key(other);
}
