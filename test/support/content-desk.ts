import type { AlbumPart } from '../../sandbox/telegram/actors/customer.js';
import type { VisibleMessage } from '../../sandbox/telegram/actors/transcript.js';
import type { Product } from './product.js';

/** Moderators who sell content: they post it, lock it, and customers come by its link. */
export class ContentDesk {
  constructor(private readonly product: Product) {}

  /** A photo that stays in the group; in a topic its caption begins with //. */
  posts(topic: number, caption: string): number {
    const { actors } = this.product.telegram;
    const { administrator, id } = this.product.group;
    return actors.sendInTopic(administrator, id, topic === 0 ? undefined : topic, 'photo', { caption })
      .message_id;
  }

  async postsAlbum(topic: number, parts: AlbumPart[]): Promise<number[]> {
    const { actors } = this.product.telegram;
    const { administrator, id } = this.product.group;
    const album = await actors.albumInTopic(administrator, id, topic === 0 ? undefined : topic, parts);
    return album.map(({ message_id }) => message_id);
  }

  /** Locks a message and returns the number of the item. */
  async locks(topic: number, message: number, words: string): Promise<number> {
    const answer = await this.answerTo(topic, `/lock ${words}`, message);
    const id = /Locked as #(\d+)/.exec(answer.text)?.[1];
    if (id === undefined) throw new Error(`nothing was locked: ${answer.text}`);
    return Number(id);
  }

  /** A photo in General, locked for whoever follows its link. */
  async sells(words: string): Promise<number> {
    return this.locks(0, this.posts(0, ''), words);
  }

  /** What the bot answers to a command. */
  async answerTo(topic: number, command: string, replyTo?: number, by?: number): Promise<VisibleMessage> {
    const { group } = this.product;
    const options = { ...(replyTo === undefined ? {} : { replyTo }), ...(by === undefined ? {} : { by }) };
    const message = group.writes(topic, command, options);
    const find = (): VisibleMessage | undefined =>
      group.messages(topic).find((answer) => answer.isFromBot && answer.replyTo === message);
    await group.waitFor(() => find() !== undefined, `an answer to ${command}`);
    return find() as VisibleMessage;
  }
}
