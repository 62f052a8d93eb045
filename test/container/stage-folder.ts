import { cp, mkdir, stat } from 'node:fs/promises';
import { basename, join, posix, relative } from 'node:path';
import type { BuildContext } from './build-context.js';
import { buildVariables } from './machine.js';
import { execForm, type Instruction } from './parse-dockerfile.js';
import { runProgram } from './run-program.js';

const stepLimitMs = 240_000;
const unreachable =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED/;
/** Two attempts of half a minute: a registry that is away shall fail the step, not let it hang. */
const impatience = {
  NPM_CONFIG_FETCH_RETRIES: '1',
  NPM_CONFIG_FETCH_RETRY_MINTIMEOUT: '1000',
  NPM_CONFIG_FETCH_TIMEOUT: '30000',
};

/** One stage: a folder as its root, and what its instructions said about running it. */
export class StageFolder {
  readonly variables: Record<string, string> = {};
  readonly healthCheckFlags = new Map<string, string>();
  readonly ports: string[] = [];
  workdir = '/';
  user = 'root';
  stopSignal = 'SIGTERM';
  command: readonly string[] = [];
  healthCheck: readonly string[] = [];

  constructor(
    readonly root: string,
    private readonly context: BuildContext,
    private readonly stages: ReadonlyMap<string, StageFolder>,
  ) {}

  /** Where the instructions run. */
  get folder(): string {
    return join(this.root, this.workdir);
  }

  /** From another stage, or from an image of somebody else's, which only brings Node and npm. */
  async begin(base: StageFolder | undefined): Promise<void> {
    await mkdir(this.root, { recursive: true });
    if (base === undefined) return;
    await cp(base.root, this.root, { recursive: true, verbatimSymlinks: true });
    Object.assign(this.variables, base.variables);
    this.workdir = base.workdir;
    this.user = base.user;
  }

  async execute({ keyword, flags, rest }: Instruction): Promise<void> {
    switch (keyword) {
      case 'WORKDIR':
        this.workdir = posix.resolve(this.workdir, rest);
        await mkdir(this.folder, { recursive: true });
        break;
      case 'ENV':
        for (const [, name = '', value = ''] of rest.matchAll(/(\w+)=(\S+)/g)) this.variables[name] = value;
        break;
      case 'COPY':
        await this.copy(rest.split(/\s+/), flags.get('from'));
        break;
      case 'RUN':
        await this.run(rest);
        break;
      case 'USER':
        this.user = rest;
        break;
      case 'EXPOSE':
        this.ports.push(...rest.split(/\s+/));
        break;
      case 'STOPSIGNAL':
        this.stopSignal = rest;
        break;
      case 'HEALTHCHECK':
        this.healthCheck = execForm(rest.replace(/^CMD\s+/, ''));
        for (const [name, value] of flags) this.healthCheckFlags.set(name, value);
        break;
      case 'CMD':
        this.command = execForm(rest);
        break;
      default:
        throw new Error(`this test cannot execute ${keyword} ${rest}`);
    }
  }

  private async copy(words: readonly string[], from: string | undefined): Promise<void> {
    const sources = words.slice(0, -1);
    const target = join(this.root, posix.resolve(this.workdir, words.at(-1) ?? ''));
    const asFolder = sources.length > 1 || words.at(-1)?.endsWith('/') === true;
    for (const source of sources) {
      const path = join(this.sourceRoot(from), source);
      const isFolder = (await stat(path)).isDirectory();
      if (!isFolder && this.isIgnored(path, from))
        throw new Error(`COPY ${source}: .dockerignore excludes it`);
      await cp(path, asFolder && !isFolder ? join(target, basename(source)) : target, {
        recursive: true,
        verbatimSymlinks: true,
        filter: async (found) => (await stat(found)).isDirectory() || !this.isIgnored(found, from),
      });
    }
  }

  private sourceRoot(from: string | undefined): string {
    if (from === undefined) return this.context.folder;
    const stage = this.stages.get(from);
    if (stage === undefined) throw new Error(`COPY --from=${from}: there is no such stage above`);
    return stage.root;
  }

  private isIgnored(path: string, from: string | undefined): boolean {
    return from === undefined && this.context.ignored.excludes(relative(this.context.folder, path));
  }

  /** With a low priority: tests that measure time may run beside this one. */
  private async run(line: string): Promise<void> {
    const variables = { ...buildVariables(), ...impatience, ...this.variables };
    const { code, output } = await runProgram(['nice', '/bin/sh', '-c', line], {
      folder: this.folder,
      variables,
      limitMs: stepLimitMs,
    });
    if (code === 0) return;
    const how = code === null ? `was ended after ${stepLimitMs / 1_000} s` : `exited with ${code}`;
    const why = unreachable.test(output) ? 'npm cannot reach its registry, which this test needs\n' : '';
    throw new Error(`${why}RUN ${line} ${how}\n${output.slice(-3_000)}`);
  }
}
