import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A way to PostgreSQL that can be slammed shut, or go quiet as a host does that lost its power. */
export class DatabaseDoor {
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private isQuiet = false;

  private constructor(
    private readonly server: Server,
    private readonly port: number,
  ) {}

  static async open(databaseUrl: string): Promise<DatabaseDoor> {
    const { hostname, port } = new URL(databaseUrl);
    const server = createServer();
    const listening = once(server.listen(0, '127.0.0.1'), 'listening');
    await listening;
    const door = new DatabaseDoor(server, (server.address() as AddressInfo).port);
    server.on('connection', (inside) => {
      door.join(inside, connect(Number(port), hostname));
    });
    return door;
  }

  /** The same database, reached through the door. */
  urlOf(databaseUrl: string): string {
    const url = new URL(databaseUrl);
    url.hostname = '127.0.0.1';
    url.port = String(this.port);
    return url.href;
  }

  /** From now on nothing comes through and nobody is told. */
  goQuiet(): void {
    this.isQuiet = true;
    for (const pair of this.pairs) for (const socket of pair) socket.pause();
  }

  /** Lets everything through that piled up. */
  goOn(): void {
    this.isQuiet = false;
    for (const pair of this.pairs) for (const socket of pair) socket.resume();
  }

  /** Cuts every connection and refuses new ones. */
  async slam(): Promise<void> {
    const closed = once(this.server.close(), 'close');
    for (const pair of this.pairs) for (const socket of pair) socket.destroy();
    await closed;
  }

  async reopen(): Promise<void> {
    await once(this.server.listen(this.port, '127.0.0.1'), 'listening');
  }

  private join(inside: Socket, outside: Socket): void {
    const pair = [inside, outside] as const;
    this.pairs.add(pair);
    inside.pipe(outside);
    outside.pipe(inside);
    for (const socket of pair) {
      if (this.isQuiet) socket.pause();
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.pairs.delete(pair);
        for (const end of pair) end.destroy();
      });
    }
  }
}
