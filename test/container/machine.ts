import { delimiter } from 'node:path';
import type { Account } from '../../sandbox/postgres/unprivileged-account.js';
import { isReachableByOthers, unprivilegedAccount } from '../../sandbox/postgres/unprivileged-account.js';

/** How this machine's npm finds its registry; the rest of the environment stays outside, as it does in a build. */
const registrySettings =
  /^(https?_proxy|no_proxy|node_extra_ca_certs|ssl_cert_file|npm_config_(registry|cafile|cache|userconfig|globalconfig|strict_ssl|proxy|https_proxy|noproxy))$/i;

/** The programs of this machine, without those that `npm test` adds from the checkout's own packages. */
export const programPath = (process.env['PATH'] ?? '')
  .split(delimiter)
  .filter((folder) => !/node_modules|node-gyp-bin/.test(folder))
  .join(delimiter);

export function buildVariables(): Record<string, string> {
  const variables: Record<string, string> = { PATH: programPath };
  for (const [name, value = ''] of Object.entries(process.env)) {
    if (name === 'HOME' || registrySettings.test(name)) variables[name] = value;
  }
  return variables;
}

/** Who stands for the image's `node` user; run by an ordinary user, that user does. */
export async function ordinaryAccount(): Promise<Account | undefined> {
  return (await isReachableByOthers(process.execPath)) ? unprivilegedAccount() : undefined;
}
