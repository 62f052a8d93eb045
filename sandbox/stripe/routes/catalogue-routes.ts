import type { AccountRules } from '../billing/account-rules.js';
import type { Coupon, Price, Product, PromotionCode } from '../core/stored-objects.js';
import type { ApiRoute } from '../wire/api-route.js';
import { StripeFailure } from '../wire/stripe-failure.js';
import { Resource } from './resource.js';

/** `/v1/products` and `/v1/prices` */
export function catalogueRoutes({ core, catalogue }: AccountRules): ApiRoute[] {
  const products = new Resource<Product>(core.state, {
    sdk: 'products',
    path: '/v1/products',
    kind: 'product',
    items: core.state.products,
    filters: ['active'],
    narrow: (product, params) => {
      const ids = params.texts('ids');
      return ids.length === 0 || ids.includes(product.id);
    },
  });
  const prices = new Resource<Price>(core.state, {
    sdk: 'prices',
    path: '/v1/prices',
    kind: 'price',
    items: core.state.prices,
    filters: ['active', 'currency', 'product', 'type'],
    narrow: (price, params) => {
      const keys = params.texts('lookup_keys');
      return keys.length === 0 || keys.includes(price.lookup_key ?? '');
    },
  });
  return [
    ...products.readRoutes(),
    products.post('create', '', ({ params }) => {
      const product = catalogue.productFrom(params);
      const defaultPrice = params.object('default_price_data');
      if (defaultPrice) {
        defaultPrice.values['product'] = product.id;
        product.default_price = catalogue.priceFrom(defaultPrice, false).id;
      }
      return product;
    }),
    products.act('update', '', (product, params) => {
      core.events.emitChange('product.updated', product, (changed) => {
        changed.name = params.text('name') ?? changed.name;
        changed.description = params.clears('description')
          ? null
          : (params.text('description') ?? changed.description);
        changed.active = params.bool('active') ?? changed.active;
        changed.metadata = params.metadata(changed.metadata);
        changed.default_price = params.text('default_price') ?? changed.default_price ?? null;
        changed.updated = core.clock.seconds();
      });
      return product;
    }),
    products.del('del', (product) => {
      if (core.state.prices.all().some((price) => price.product === product.id)) {
        throw StripeFailure.invalid(
          'This product cannot be deleted because it has one or more user-created prices.',
        );
      }
      core.state.products.remove(product.id);
      const stub = core.state.deleted.add({ id: product.id, object: 'product', deleted: true });
      core.events.emit('product.deleted', product);
      return stub;
    }),
    ...prices.readRoutes(),
    prices.post('create', '', ({ params }) => catalogue.priceFrom(params, false)),
    prices.act('update', '', (price, params) => {
      core.events.emitChange('price.updated', price, (changed) => {
        changed.active = params.bool('active') ?? changed.active;
        changed.nickname = params.text('nickname') ?? changed.nickname;
        changed.metadata = params.metadata(changed.metadata);
        changed.lookup_key = params.text('lookup_key') ?? changed.lookup_key;
      });
      return price;
    }),
  ];
}

/** `/v1/coupons` and `/v1/promotion_codes` */
export function discountRoutes({ core, coupons }: AccountRules): ApiRoute[] {
  const coupon = new Resource<Coupon>(core.state, {
    sdk: 'coupons',
    path: '/v1/coupons',
    kind: 'coupon',
    items: core.state.coupons,
  });
  const codes = new Resource<PromotionCode>(core.state, {
    sdk: 'promotionCodes',
    path: '/v1/promotion_codes',
    kind: 'promotion code',
    items: core.state.promotionCodes,
    filters: ['active', 'customer'],
    narrow: (code, params) => {
      const typed = params.text('code');
      const wanted = params.text('coupon');
      return (
        (typed === undefined || code.code.toLowerCase() === typed.toLowerCase()) &&
        (wanted === undefined || code.promotion.coupon === wanted)
      );
    },
  });
  return [
    ...coupon.readRoutes(),
    coupon.post('create', '', ({ params }) => coupons.create(params)),
    coupon.act('update', '', (item, params) => {
      item.name = params.text('name') ?? item.name;
      item.metadata = params.metadata(item.metadata ?? {});
      return item;
    }),
    coupon.del('del', (item) => {
      core.state.coupons.remove(item.id);
      return core.state.deleted.add({ id: item.id, object: 'coupon', deleted: true });
    }),
    ...codes.readRoutes(),
    codes.post('create', '', ({ params }) => coupons.createCode(params)),
    codes.act('update', '', (code, params) => {
      core.events.emitChange('promotion_code.updated', code, (changed) => {
        changed.active = params.bool('active') ?? changed.active;
        changed.metadata = params.metadata(changed.metadata ?? {});
      });
      return code;
    }),
  ];
}
