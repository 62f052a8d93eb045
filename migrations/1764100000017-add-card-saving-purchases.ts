import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddCardSavingPurchases1764100000017 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(`
      alter table purchases
        -- The customer chose that paying stores the card, which makes it another page than the ordinary one.
        add column saves_card boolean not null default false`);
    await runner.query(`drop index purchases_one_open_idx`);
    await runner.query(`
      create unique index purchases_one_open_idx on purchases (user_id, product_id, saves_card)
        where status in ('created', 'open')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '5s'`);
    await runner.query(
      `update purchases set status = 'expired' where saves_card and status in ('created', 'open')`,
    );
    await runner.query(`drop index purchases_one_open_idx`);
    await runner.query(`
      create unique index purchases_one_open_idx on purchases (user_id, product_id)
        where status in ('created', 'open')`);
    await runner.query(`alter table purchases drop column saves_card`);
  }
}
