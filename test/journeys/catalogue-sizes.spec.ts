import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { calmWithoutTrouble } from '../support/calm.js';
import { Catalogue } from '../support/catalogue.js';
import { Product } from '../support/product.js';

describe('what a product gives', () => {
  let product: Product;
  let catalogue: Catalogue;

  beforeAll(async () => {
    product = await Product.start();
    catalogue = new Catalogue(product);
  });
  afterEach(async () => {
    await calmWithoutTrouble(product);
  });
  afterAll(async () => {
    expect(await product.violations()).toEqual([]);
    await product.stop();
  });

  const logged = (action: string): Promise<{ before: unknown; after: unknown; actor: string }[]> =>
    product.rows(`select before, after, actor_name as actor from audit_log where action = $1 order by id`, [
      action,
    ]);

  it('gives more credits from now on, while a page that is open gives what it shows', async () => {
    const dee = product.customer('Dee');
    dee.says('/buy25');
    const page = dee.pageOf(await dee.sees('25 credits for'), 'Pay');
    const changed = await catalogue.asks('credits credits_25 30');
    expect(changed.text).toContain('25 credits gives 30 credits instead of 25');
    expect(changed.text).toContain('Its title still says “25 credits”');
    dee.says('/buy30');
    await dee.waitFor(
      () => dee.chat().filter(({ text }) => text.includes('25 credits for')).length === 2,
      'a page',
    );
    const newer = dee.chat().filter(({ text }) => text.includes('25 credits for'))[1];
    expect(newer === undefined ? page : dee.pageOf(newer, 'Pay')).not.toBe(page);
    dee.pays(page);
    await dee.sees('You received 25 credits');
    expect((await catalogue.press(changed, 'Undo')).text).toContain('gives 25 credits instead of 30');
    expect((await catalogue.asks('credits credits_25 10')).text).toContain(
      'credits_10 is on sale and gives 10',
    );
    expect((await catalogue.asks('credits credits_25 0')).text).toContain('Credits are a whole number');
    expect((await catalogue.asks('credits day_pass 5')).text).toContain('gives no credits');
    expect((await logged('product.credits')).map(({ before, after }) => [before, after])).toEqual([
      [
        { code: 'credits_25', credits: 25 },
        { code: 'credits_25', credits: 30 },
      ],
      [
        { code: 'credits_25', credits: 30 },
        { code: 'credits_25', credits: 25 },
      ],
    ]);
  });

  it('begins a plan with free days, or not any more', async () => {
    const changed = await catalogue.asks('trial monthly_plan 14');
    expect(changed.text).toContain('free days: none → 14');
    expect((await catalogue.asks('monthly_plan')).text).toContain('Begins with 14 free days');
    const eli = product.customer('Eli');
    eli.says('/buy');
    const list = await eli.sees('What would you like?');
    expect(JSON.stringify(list.buttons)).toContain('14 days free, then $20.00 / month');
    expect((await catalogue.press(changed, 'Undo')).text).toContain('14 → none');
    expect((await catalogue.asks('trial credits_10 7')).text).toContain('Only a plan');
    expect((await catalogue.asks('trial monthly_plan 900')).text).toContain('from 1 to 730');
    expect((await catalogue.asks('trial monthly_plan soon')).text).toContain('or - for none');
  });
});
