import type { MigrationInterface, QueryRunner } from 'typeorm';

const day = 24 * 60 * 60;

export class FillCatalogue1764100000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      insert into products (code, kind, title, titles, credits, duration_seconds, billing_interval, amount, position)
      values
        ('credits_10', 'credit_pack', '10 credits', '{"es": "10 créditos", "ru": "10 кредитов"}', 10, null, null, 500, 10),
        ('credits_25', 'credit_pack', '25 credits', '{"es": "25 créditos", "ru": "25 кредитов"}', 25, null, null, 1000, 20),
        ('credits_50', 'credit_pack', '50 credits', '{"es": "50 créditos", "ru": "50 кредитов"}', 50, null, null, 1800, 30),
        ('credits_100', 'credit_pack', '100 credits', '{"es": "100 créditos", "ru": "100 кредитов"}', 100, null, null, 3000, 40),
        ('day_pass', 'time_pass', 'Day pass', '{"es": "Pase de un día", "ru": "Пропуск на день"}', 0, ${day}, null, 300, 50),
        ('month_pass', 'time_pass', 'Month pass', '{"es": "Pase de un mes", "ru": "Пропуск на месяц"}', 0, ${30 * day}, null, 2500, 60),
        ('monthly_plan', 'subscription', 'Monthly plan', '{"es": "Plan mensual", "ru": "Подписка на месяц"}', 100, null, 'month', 2000, 70)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    // Rows that were sold stay referenced; reverting is for a database without sales.
    await runner.query(`
      delete from products where code in
        ('credits_10', 'credits_25', 'credits_50', 'credits_100', 'day_pass', 'month_pass', 'monthly_plan')`);
  }
}
