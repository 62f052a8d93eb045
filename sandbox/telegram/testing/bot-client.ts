import type { TelegramEmulator } from '../telegram-emulator.js';

export interface BotAnswer {
  ok: boolean;
  result: Record<string, unknown>;
  error_code?: number;
  description?: string;
  parameters?: Record<string, unknown>;
}

/** Calls the emulator as a bot does, over HTTP. */
export class BotClient {
  constructor(private readonly emulator: TelegramEmulator) {}

  async call(method: string, params: Record<string, unknown> = {}): Promise<BotAnswer> {
    const response = await fetch(`${this.emulator.url}/bot${this.emulator.token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params),
    });
    return (await response.json()) as BotAnswer;
  }

  /** The same, when only success makes sense. */
  async ok(method: string, params: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const answer = await this.call(method, params);
    if (!answer.ok) throw new Error(`${method}: ${answer.description ?? ''}`);
    return answer.result;
  }

  async sendId(method: string, params: Record<string, unknown>): Promise<number> {
    return (await this.ok(method, params))['message_id'] as number;
  }
}
