import { toast } from './toast.js';

async function post(path, body) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.json().catch(() => ({ error: `The sandbox answers ${response.status}.` }));
  if (!response.ok) throw new Error(answer.error ?? `The sandbox answers ${response.status}.`);
  return answer.result;
}

/** Shows what went wrong instead of throwing: the person can only read it. */
async function orToast(work) {
  try {
    return await work;
  } catch (error) {
    toast(error.message, 'bad');
    return undefined;
  }
}

/** Something a person does on Telegram. */
export const act = (action, args) => orToast(post(`/telegram/actor/${action}`, args));

/** Asks the local Stripe. */
export const askStripe = (action, ...args) => post(`/stripe/control/${action}`, args);

/** Steers the sandbox itself. */
export const steer = (command, args = {}) => orToast(post(`/sandbox/${command}`, args));

export async function load(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`The sandbox answers ${response.status}.`);
  return response.json();
}
