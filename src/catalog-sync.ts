import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { type PublishedProduct, publicationText } from './billing/catalog/published-product.js';
import { ConfigError } from './config/config.errors.js';
import { processVariables } from './config/process-variables.js';
import { readConfig } from './config/read-config.js';
import { missingMigrations } from './database/missing-migrations.js';
import { isDatabaseTrouble } from './jobs/lanes/database-trouble.js';
import { plainMoney } from './kernel/money.js';
import { scrubbed } from './logging.js';
import { CatalogSyncModule } from './payments/catalog/catalog-sync.module.js';
import { PublishCatalog } from './payments/catalog/publish-catalog.js';
import { SchemaMissing, StartError } from './start.errors.js';

const usage = 'npm run catalog:sync [-- --dry-run]';

/** `npm run catalog:sync`: 0 when Stripe sells what we sell, 1 when nothing could be done, 2 when some products failed. */
async function main(options: readonly string[]): Promise<number> {
  const isTrial = options.includes('--dry-run');
  const unknown = options.filter((option) => option !== '--dry-run');
  if (unknown.length > 0) throw new ConfigError([`unknown option ${unknown.join(' ')}; ${usage}`]);
  const config = readConfig(processVariables());
  const context = await NestFactory.createApplicationContext(CatalogSyncModule.with(config), {
    logger: ['error', 'fatal'],
    abortOnError: false,
  });
  try {
    const missing = await missingMigrations(context.get(DataSource));
    if (missing.length > 0) throw new SchemaMissing(missing);
    const published = await context.get(PublishCatalog).execute({ isTrial });
    const mode = config.stripe.livemode ? 'live mode' : 'test mode';
    print(`Stripe, ${mode}${isTrial ? ', dry run: nothing was written' : ''}\n${table(published)}`);
    return published.some(({ failure }) => failure !== null) ? 2 : 0;
  } finally {
    await context.close();
  }
}

function table(published: readonly PublishedProduct[]): string {
  if (published.length === 0) return 'There are no products.';
  const rows = published.map((product) => [
    product.code,
    plainMoney(product.price),
    publicationText(product),
  ]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}

function print(text: string): void {
  process.stdout.write(`${scrubbed(text)}\n`);
}

function lastWords(error: unknown): void {
  const text = isDatabaseTrouble(error)
    ? `The database cannot be used: ${(error as Error).message}`
    : error instanceof ConfigError || error instanceof StartError || !(error instanceof Error)
      ? String(error)
      : (error.stack ?? error.message);
  process.stderr.write(`${scrubbed(text.replace(/^\w+Error: /, ''))}\n`);
  process.exitCode = 1;
}

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
}, lastWords);
