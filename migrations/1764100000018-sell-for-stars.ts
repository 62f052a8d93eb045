import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SellForStars1764100000018 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`
      alter table products
        -- Null: not sold for Telegram Stars. Bot API: a subscription costs at most 10,000 of them a month.
        add column stars bigint
          constraint products_stars_check check (stars > 0 and (kind <> 'subscription' or stars <= 10000))`);
    // A Star costs its buyer about two cents, so the same price in both ways for the buyer.
    await runner.query(`
      update products set stars = (amount + 1) / 2
      where currency is null and code in
        ('credits_10', 'credits_25', 'credits_50', 'credits_100', 'day_pass', 'month_pass', 'monthly_plan')`);
    // One unpaid page per product and way to pay.
    await runner.query(`drop index purchases_one_open_idx`);
    await runner.query(`
      create unique index purchases_one_open_idx on purchases (user_id, product_id, provider, saves_card)
        where status in ('created', 'open')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`
      update purchases set status = 'expired' where provider <> 'stripe' and status in ('created', 'open')`);
    await runner.query(`drop index purchases_one_open_idx`);
    await runner.query(`
      create unique index purchases_one_open_idx on purchases (user_id, product_id, saves_card)
        where status in ('created', 'open')`);
    await runner.query(`alter table products drop column stars`);
  }
}
