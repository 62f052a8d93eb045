import type { ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The page's own files. */
export class StaticFiles {
  constructor(private readonly folder: URL) {}

  async serve(response: ServerResponse, target: string): Promise<void> {
    const { pathname } = new URL(target, 'http://page');
    const file = new URL(`.${pathname === '/' ? '/index.html' : pathname}`, this.folder);
    const type = TYPES[extname(file.pathname)];
    // A URL's dots are resolved, so a path that leaves the folder no longer begins with it.
    const bytes =
      type === undefined || !file.href.startsWith(this.folder.href) ? undefined : await contentOf(file);
    if (bytes === undefined) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such page.');
      return;
    }
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' }).end(bytes);
  }
}

async function contentOf(file: URL): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch {
    return undefined;
  }
}
