import { steer } from './api.js';
import { h, mirror } from './dom.js';
import { store } from './store.js';
import { toast } from './toast.js';

const BOT_STATES = { running: 'Bot', starting: 'Bot starts …', stopped: 'Bot stopped' };

/** Whether everything is up, and what Telegram lets the bot send. */
export class TopBar {
  #lights = document.getElementById('lights');
  #limits = document.getElementById('limits');

  constructor() {
    this.#limits.addEventListener('change', () => {
      toast('The bot starts again with the new limits.');
      void steer('limits', { mode: this.#limits.value });
    });
  }

  draw() {
    const { isConnected, info } = store;
    const bot = info?.bot ?? 'starting';
    const lights = isConnected
      ? [
          ['bot', bot, BOT_STATES[bot]],
          ['telegram', 'running', 'Telegram'],
          ['stripe', 'running', 'Stripe'],
        ]
      : [['bot', 'stopped', 'The sandbox is not running']];
    mirror(this.#lights, lights, {
      key: ([id]) => id,
      render: ([id, state, label]) => h(`span.${id}.${state}`, {}, label),
    });
    if (info !== undefined && document.activeElement !== this.#limits) this.#limits.value = info.limits;
  }
}
