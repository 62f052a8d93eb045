import type { ActorContext } from './actor-context.js';
import { ContentFactory } from './content-factory.js';
import { Customer } from './customer.js';
import { GroupLife } from './group-life.js';
import { Interactions } from './interactions.js';
import { Moderator } from './moderator.js';
import { Payer } from './payer.js';
import { People } from './people.js';
import type { IdRef } from './refs.js';
import type { TopicView, TranscriptOptions, VisibleMessage } from './transcript.js';
import { Transcript } from './transcript.js';
import { Waiter } from './waiter.js';

/**
 * Everything that people can do on this Telegram, and what they see. One flat surface for tests, benchmarks and
 * the HTTP route; the work is done by the classes behind it, where each action is described.
 */
export class Actors {
  readonly createUser: People['createUser'];
  readonly createSupergroup: People['createSupergroup'];
  readonly createGroup: People['createGroup'];
  readonly createChannel: People['createChannel'];
  readonly addMember: People['addMember'];
  readonly addBot: People['addBot'];
  readonly setBotRights: People['setBotRights'];
  readonly kickBot: People['kickBot'];
  readonly promote: People['promote'];
  readonly demote: People['demote'];
  readonly toggleForum: People['toggleForum'];
  readonly start: Customer['start'];
  readonly sendText: Customer['sendText'];
  readonly send: Customer['send'];
  readonly sendAlbum: Customer['sendAlbum'];
  readonly editText: Customer['editText'];
  readonly editCaption: Customer['editCaption'];
  readonly editLocation: Customer['editLocation'];
  readonly editMedia: Customer['editMedia'];
  readonly stopLocation: Customer['stopLocation'];
  readonly touch: Customer['touch'];
  readonly forward: Customer['forward'];
  readonly block: Customer['block'];
  readonly unblock: Customer['unblock'];
  readonly deleteAccount: Customer['deleteAccount'];
  readonly protectChat: Customer['protectChat'];
  readonly writeInTopic: Moderator['writeInTopic'];
  readonly writeInGeneral: Moderator['writeInGeneral'];
  readonly sendInTopic: Moderator['sendInTopic'];
  readonly albumInTopic: Moderator['albumInTopic'];
  readonly writeAnonymously: Moderator['writeAnonymously'];
  readonly writeAsChannel: Moderator['writeAsChannel'];
  readonly autoForward: Moderator['autoForward'];
  readonly forwardInTopic: Moderator['forwardInTopic'];
  readonly post: Moderator['post'];
  readonly editInGroup: Moderator['editInGroup'];
  readonly deleteMessage: Moderator['deleteMessage'];
  readonly pin: Moderator['pin'];
  readonly unpin: Moderator['unpin'];
  readonly createTopic: GroupLife['createTopic'];
  readonly renameTopic: GroupLife['renameTopic'];
  readonly closeTopic: GroupLife['closeTopic'];
  readonly reopenTopic: GroupLife['reopenTopic'];
  readonly deleteTopic: GroupLife['deleteTopic'];
  readonly migrateGroup: GroupLife['migrateGroup'];
  readonly join: GroupLife['join'];
  readonly requestToJoin: GroupLife['requestToJoin'];
  readonly leave: GroupLife['leave'];
  readonly pressButton: Interactions['pressButton'];
  readonly pressData: Interactions['pressData'];
  readonly repress: Interactions['repress'];
  readonly urlOf: Interactions['urlOf'];
  readonly react: Interactions['react'];
  readonly openInvoice: Payer['openInvoice'];
  readonly payInvoice: Payer['payInvoice'];
  readonly payAndWait: Payer['payAndWait'];
  readonly setStars: Payer['setStars'];
  readonly starsOf: Payer['starsOf'];
  readonly starSubscriptions: Payer['starSubscriptions'];
  readonly cancelStarSubscription: Payer['cancelStarSubscription'];
  readonly resumeStarSubscription: Payer['resumeStarSubscription'];
  private readonly view: Transcript;
  private readonly waiter: Waiter;

  constructor(context: ActorContext) {
    this.view = new Transcript(context.world);
    this.waiter = new Waiter(context.world, context.journal);
    const contents = new ContentFactory(context.world, context.media);
    const people = new People(context);
    const customer = new Customer(context, contents);
    const moderator = new Moderator(context, contents);
    const life = new GroupLife(context);
    const interactions = new Interactions(context, this.waiter);
    const payer = new Payer(context, this.waiter);
    this.createUser = people.createUser.bind(people);
    this.createSupergroup = people.createSupergroup.bind(people);
    this.createGroup = people.createGroup.bind(people);
    this.createChannel = people.createChannel.bind(people);
    this.addMember = people.addMember.bind(people);
    this.addBot = people.addBot.bind(people);
    this.setBotRights = people.setBotRights.bind(people);
    this.kickBot = people.kickBot.bind(people);
    this.promote = people.promote.bind(people);
    this.demote = people.demote.bind(people);
    this.toggleForum = people.toggleForum.bind(people);
    this.start = customer.start.bind(customer);
    this.sendText = customer.sendText.bind(customer);
    this.send = customer.send.bind(customer);
    this.sendAlbum = customer.sendAlbum.bind(customer);
    this.editText = customer.editText.bind(customer);
    this.editCaption = customer.editCaption.bind(customer);
    this.editLocation = customer.editLocation.bind(customer);
    this.editMedia = customer.editMedia.bind(customer);
    this.stopLocation = customer.stopLocation.bind(customer);
    this.touch = customer.touch.bind(customer);
    this.forward = customer.forward.bind(customer);
    this.block = customer.block.bind(customer);
    this.unblock = customer.unblock.bind(customer);
    this.deleteAccount = customer.deleteAccount.bind(customer);
    this.protectChat = customer.protectChat.bind(customer);
    this.writeInTopic = moderator.writeInTopic.bind(moderator);
    this.writeInGeneral = moderator.writeInGeneral.bind(moderator);
    this.sendInTopic = moderator.sendInTopic.bind(moderator);
    this.albumInTopic = moderator.albumInTopic.bind(moderator);
    this.writeAnonymously = moderator.writeAnonymously.bind(moderator);
    this.writeAsChannel = moderator.writeAsChannel.bind(moderator);
    this.autoForward = moderator.autoForward.bind(moderator);
    this.forwardInTopic = moderator.forwardInTopic.bind(moderator);
    this.post = moderator.post.bind(moderator);
    this.editInGroup = moderator.editInGroup.bind(moderator);
    this.deleteMessage = moderator.deleteMessage.bind(moderator);
    this.pin = moderator.pin.bind(moderator);
    this.unpin = moderator.unpin.bind(moderator);
    this.createTopic = life.createTopic.bind(life);
    this.renameTopic = life.renameTopic.bind(life);
    this.closeTopic = life.closeTopic.bind(life);
    this.reopenTopic = life.reopenTopic.bind(life);
    this.deleteTopic = life.deleteTopic.bind(life);
    this.migrateGroup = life.migrateGroup.bind(life);
    this.join = life.join.bind(life);
    this.requestToJoin = life.requestToJoin.bind(life);
    this.leave = life.leave.bind(life);
    this.pressButton = interactions.pressButton.bind(interactions);
    this.pressData = interactions.pressData.bind(interactions);
    this.repress = interactions.repress.bind(interactions);
    this.urlOf = interactions.urlOf.bind(interactions);
    this.react = interactions.react.bind(interactions);
    this.openInvoice = payer.openInvoice.bind(payer);
    this.payInvoice = payer.payInvoice.bind(payer);
    this.payAndWait = payer.payAndWait.bind(payer);
    this.setStars = payer.setStars.bind(payer);
    this.starsOf = payer.starsOf.bind(payer);
    this.starSubscriptions = payer.starSubscriptions.bind(payer);
    this.cancelStarSubscription = payer.cancelStarSubscription.bind(payer);
    this.resumeStarSubscription = payer.resumeStarSubscription.bind(payer);
  }

  /** Visible messages in order; topic 0 is General, no topic is the whole chat. */
  transcript(chat: IdRef, threadId?: number, options?: TranscriptOptions): VisibleMessage[] {
    return this.view.messages(chat, threadId, options);
  }

  topics(chat: IdRef, options?: { withDeleted?: boolean }): TopicView[] {
    return this.view.topics(chat, options);
  }

  /** The user's chat with the bot. */
  privateChat(user: IdRef, options?: TranscriptOptions): VisibleMessage[] {
    return this.view.messages(user, undefined, options);
  }

  lastMessage(chat: IdRef, threadId?: number): VisibleMessage | undefined {
    return this.view.last(chat, threadId);
  }

  /** Resolves with the first truthy value; looks at every change, rejects after `timeoutMs`. */
  async waitFor<T>(predicate: () => T | undefined | null | false | 0 | '', timeoutMs?: number): Promise<T> {
    return this.waiter.waitFor(predicate, timeoutMs);
  }
}
