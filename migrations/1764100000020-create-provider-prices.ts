import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateProviderPrices1764100000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`
      create table provider_prices (
        provider text not null,
        livemode boolean not null,
        product_id bigint not null references products (id) on delete cascade,
        -- The product and its present price in the provider's own catalogue; a price never changes its amount.
        provider_product_id text not null,
        price_id text not null,
        amount bigint not null,
        currency text not null,
        billing_interval text,
        -- Set when the provider no longer sells at it; null again once the catalogue was published anew.
        withdrawn_at timestamptz,
        published_at timestamptz not null,
        primary key (provider, livemode, product_id),
        constraint provider_prices_price_key unique (provider, livemode, price_id)
      )`);
    // Chosen once, when the page is asked for: a listed price, or 'inline' for a page that carries its own.
    await runner.query(`alter table purchases add column price_id text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`alter table purchases drop column price_id`);
    await runner.query(`drop table provider_prices`);
  }
}
