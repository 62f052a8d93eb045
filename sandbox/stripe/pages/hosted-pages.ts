import type { AccountRules } from '../billing/account-rules.js';
import type { Timeline } from '../billing/timeline.js';
import type { Operations } from '../control/operations.js';
import type { HttpReply, HttpRequest } from '../wire/http-exchange.js';
import { CheckoutPages } from './checkout-pages.js';
import { DocumentPages } from './document-pages.js';
import { PortalPages } from './portal-pages.js';

/** Chooses the page for an address. */
export function hostedPages(
  rules: AccountRules,
  operations: Operations,
  timeline: Timeline,
): (request: HttpRequest) => HttpReply {
  const checkout = new CheckoutPages(rules, operations);
  const portal = new PortalPages(rules, operations);
  const documents = new DocumentPages(rules, operations);
  return (request) => {
    timeline.settle();
    if (request.path.startsWith('/c/pay/')) return checkout.handle(request);
    if (request.path.startsWith('/p/session/')) return portal.handle(request);
    return documents.handle(request);
  };
}
