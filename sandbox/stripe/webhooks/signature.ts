import { createHmac } from 'node:crypto';

/** Stripe: `t=<seconds>,v1=<hex>` with HMAC-SHA256 over "t.body", one v1 for each active secret. */
export function signatureHeader(body: string, secrets: readonly string[], timestamp: number): string {
  const signatures = secrets.map(
    (secret) => `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`, 'utf8').digest('hex')}`,
  );
  return [`t=${timestamp}`, ...signatures].join(',');
}
