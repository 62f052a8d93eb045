import type { Params } from './params.js';

export interface ApiCall {
  /** Values of the `{…}` parts of the path, in order. */
  ids: readonly string[];
  params: Params;
}

/** One operation of the API. `operation` is the SDK's name for it and selects its allowed parameters. */
export interface ApiRoute {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  operation: string;
  handle: (call: ApiCall) => object;
}

interface Compiled {
  route: ApiRoute;
  pattern: RegExp;
}

/** Finds the operation for a method and a path. */
export class RouteTable {
  readonly #routes: Compiled[];

  constructor(routes: readonly ApiRoute[]) {
    this.#routes = routes.map((route) => ({
      route,
      pattern: new RegExp(`^${route.path.replace(/\{\w+\}/g, '([^/]+)')}$`),
    }));
  }

  find(method: string, path: string): { route: ApiRoute; ids: string[] } | undefined {
    for (const { route, pattern } of this.#routes) {
      if (route.method !== method) continue;
      const match = pattern.exec(path);
      if (match) return { route, ids: match.slice(1).map(decodeURIComponent) };
    }
    return undefined;
  }
}
