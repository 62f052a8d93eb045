import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The sandbox page as its two people use it. */
export class SandboxPage {
  readonly phone: Locator;
  readonly team: Locator;
  readonly chat: Locator;
  readonly topic: Locator;
  readonly pinned: Locator;
  readonly stripe: FrameLocator;

  constructor(page: Page) {
    this.phone = page.getByRole('region', { name: 'Customer’s phone' });
    this.team = page.getByRole('region', { name: 'Moderators’ group' });
    this.chat = this.phone.getByRole('log', { name: 'Chat with the bot' });
    this.topic = this.team.getByRole('log', { name: 'Messages of the topic' });
    this.pinned = this.team.getByRole('complementary', { name: 'Pinned message' });
    this.stripe = page.frameLocator('iframe[title="Stripe page"]');
  }

  async writeAsCustomer(text: string): Promise<void> {
    const box = this.phone.getByRole('textbox', { name: 'Message to the bot' });
    await box.fill(text);
    await box.press('Enter');
  }

  async writeAsModerator(text: string): Promise<void> {
    const box = this.team.getByRole('textbox', { name: 'Message to the topic' });
    await box.fill(text);
    await box.press('Enter');
  }

  /** Waits until the message stands there, and returns it. */
  async seen(log: Locator, text: string): Promise<Locator> {
    const message = log.getByRole('article').filter({ hasText: text }).last();
    await message.waitFor({ timeout: 20_000 });
    return message;
  }
}
