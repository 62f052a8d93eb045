import type { Collection } from '../core/collection.js';
import type { AnyObject } from '../core/stored-objects.js';
import type { StripeState } from '../core/stripe-state.js';
import type { ApiRoute } from '../wire/api-route.js';
import { inRange, page } from '../wire/pagination.js';
import type { Params } from '../wire/params.js';
import { StripeFailure } from '../wire/stripe-failure.js';

export interface ResourceSpec<T extends AnyObject> {
  /** The SDK's name, which selects the allowed parameters (`paymentIntents`). */
  sdk: string;
  path: string;
  /** How Stripe calls it in "No such …". */
  kind: string;
  items: Collection<T>;
  /** Parameters of the list that must equal the field of the same name. */
  filters?: readonly (keyof T & string)[];
  /** Further conditions of the list. */
  narrow?: (item: T, params: Params) => boolean;
}

/** Reads one object or a page of them in the same way for every resource. */
export class Resource<T extends AnyObject> {
  constructor(
    private readonly state: StripeState,
    readonly spec: ResourceSpec<T>,
  ) {}

  need(id: string | undefined): T {
    const item = this.spec.items.get(id);
    if (!item) throw StripeFailure.noSuch(this.spec.kind, id ?? '');
    return item;
  }

  /** `retrieve`; Stripe answers a stub for what has been deleted. */
  retrieveRoute(): ApiRoute {
    return {
      method: 'GET',
      path: `${this.spec.path}/{id}`,
      operation: `${this.spec.sdk}.retrieve`,
      handle: ({ ids: [id] }) => this.state.deleted.get(id) ?? this.need(id),
    };
  }

  listRoute(): ApiRoute {
    return {
      method: 'GET',
      path: this.spec.path,
      operation: `${this.spec.sdk}.list`,
      handle: ({ params }) => this.list(params),
    };
  }

  readRoutes(): ApiRoute[] {
    return [this.listRoute(), this.retrieveRoute()];
  }

  /** POST to the collection, to one object (`/{id}`) or to an action of it (`/{id}/cancel`). */
  post(operation: string, suffix: string, handle: ApiRoute['handle']): ApiRoute {
    return {
      method: 'POST',
      path: `${this.spec.path}${suffix}`,
      operation: `${this.spec.sdk}.${operation}`,
      handle,
    };
  }

  act(operation: string, suffix: string, action: (item: T, params: Params) => object): ApiRoute {
    return this.post(operation, `/{id}${suffix}`, ({ ids: [id], params }) => action(this.need(id), params));
  }

  del(operation: string, action: (item: T, params: Params) => object): ApiRoute {
    return {
      method: 'DELETE',
      path: `${this.spec.path}/{id}`,
      operation: `${this.spec.sdk}.${operation}`,
      handle: ({ ids: [id], params }) => action(this.need(id), params),
    };
  }

  list(params: Params): object {
    const created = params.range('created');
    const items = this.spec.items.newestFirst().filter((item) => {
      if ('created' in item && typeof item.created === 'number' && !inRange(item.created, created))
        return false;
      if (!(this.spec.filters ?? []).every((field) => equals(item[field], params.text(field)))) return false;
      return this.spec.narrow?.(item, params) ?? true;
    });
    return page(items, params, this.spec.path);
  }
}

function equals(value: unknown, wanted: string | undefined): boolean {
  return wanted === undefined || String(value) === wanted;
}
