import type { AdminRights } from '../../state/admin-rights.js';
import type { ChatState, InviteLinkState } from '../../state/chat-state.js';
import type { JsonObject } from '../../state/json-object.js';
import { compact } from '../../state/json-object.js';
import type { ApiContext, ApiHandlers } from '../api-context.js';
import { ApiError } from '../api-error.js';
import type { Params } from '../params.js';

const BAN_REFUSAL = 'not enough rights to restrict/unrestrict chat member';
const LINK_REFUSAL = 'not enough rights to manage chat invite link';
const REQUEST_REFUSAL = 'not enough rights to manage chat join requests';
/** Bot API, banChatMember.until_date: less than 30 seconds or more than 366 days means forever. */
const SHORTEST_BAN = 30;
const LONGEST_BAN = 366 * 86_400;

/** Bot API: bans, invite links, join requests. */
export class MemberMethods {
  readonly handlers: ApiHandlers = {
    banChatMember: (params) => this.ban(params),
    unbanChatMember: (params) => this.unban(params),
    restrictChatMember: (params) => this.restrict(params),
    createChatInviteLink: (params) => this.createLink(params),
    revokeChatInviteLink: (params) => this.revokeLink(params),
    approveChatJoinRequest: (params) => this.approve(params),
    declineChatJoinRequest: (params) => this.decline(params),
  };

  constructor(private readonly context: ApiContext) {}

  private ban(params: Params): true {
    const { chat, userId } = this.target(params, 'can_restrict_members', BAN_REFUSAL);
    const { world, members } = this.context;
    const wasPresent = members.isPresent(chat, userId);
    const { status } = members.get(chat, userId);
    if (status === 'creator') throw ApiError.badRequest("can't remove chat owner");
    if (status === 'administrator') throw ApiError.badRequest('user is an administrator of the chat');
    const wanted = params.int('until_date') ?? 0;
    const seconds = wanted - world.clock.seconds();
    const untilDate = seconds < SHORTEST_BAN || seconds > LONGEST_BAN ? 0 : wanted;
    members.set(chat, userId, world.bot.id, { status: 'kicked', untilDate });
    if (wasPresent) this.announceLeft(chat, userId);
    return true;
  }

  /** Without only_if_banned a present member is removed and free to come back. */
  private unban(params: Params): true {
    const { chat, userId } = this.target(params, 'can_restrict_members', BAN_REFUSAL);
    const { world, members } = this.context;
    const { status } = members.get(chat, userId);
    if (status === 'creator') throw ApiError.badRequest("can't remove chat owner");
    if (status === 'left' || (status !== 'kicked' && params.flag('only_if_banned'))) return true;
    if (status === 'administrator') throw ApiError.badRequest('user is an administrator of the chat');
    members.set(chat, userId, world.bot.id, { status: 'left' });
    if (status !== 'kicked') this.announceLeft(chat, userId);
    return true;
  }

  /** Only permission to write at all is kept. */
  private restrict(params: Params): true {
    const { chat, userId } = this.target(params, 'can_restrict_members', BAN_REFUSAL);
    const { world, members } = this.context;
    const { status } = members.get(chat, userId);
    if (status === 'creator' || status === 'administrator') {
      throw ApiError.badRequest('user is an administrator of the chat');
    }
    const canSend = (params.object('permissions') ?? {})['can_send_messages'] === true;
    const untilDate = params.int('until_date');
    members.set(chat, userId, world.bot.id, { status: 'restricted', canSend, untilDate });
    return true;
  }

  private createLink(params: Params): JsonObject {
    const { access, world } = this.context;
    const chat = access.chat(params);
    access.requireRight(chat, 'can_invite_users', LINK_REFUSAL);
    const createsJoinRequest = params.flag('creates_join_request');
    const memberLimit = params.int('member_limit');
    if (createsJoinRequest && memberLimit !== undefined && memberLimit > 0) {
      throw ApiError.badRequest("member limit can't be specified for links requiring administrator approval");
    }
    const link: InviteLinkState = {
      link: `https://t.me/+local${String(world.next('inviteLink')).padStart(8, '0')}`,
      name: params.text('name')?.slice(0, 32),
      createsJoinRequest,
      expireDate: params.int('expire_date'),
      memberLimit,
      isRevoked: false,
      uses: 0,
    };
    chat.inviteLinks.push(link);
    world.changed();
    return this.renderLink(link);
  }

  private revokeLink(params: Params): JsonObject {
    const { access, world } = this.context;
    const chat = access.chat(params);
    access.requireRight(chat, 'can_invite_users', LINK_REFUSAL);
    const link = chat.inviteLinks.find((candidate) => candidate.link === params.text('invite_link'));
    if (link === undefined) throw ApiError.badRequest('INVITE_HASH_EXPIRED');
    link.isRevoked = true;
    world.changed();
    return this.renderLink(link);
  }

  private approve(params: Params): true {
    const { chat, userId } = this.request(params);
    const extra = { via_join_request: true };
    this.context.members.set(chat, userId, this.context.world.bot.id, { status: 'member', extra });
    return true;
  }

  private decline(params: Params): true {
    this.request(params);
    this.context.world.changed();
    return true;
  }

  /** Takes the request off the list; what becomes of it is the caller's. */
  private request(params: Params): { chat: ChatState; userId: number } {
    const target = this.target(params, 'can_invite_users', REQUEST_REFUSAL);
    const { chat, userId } = target;
    if (this.context.members.isPresent(chat, userId)) throw ApiError.badRequest('USER_ALREADY_PARTICIPANT');
    const rest = chat.joinRequests.filter((request) => request.userId !== userId);
    if (rest.length === chat.joinRequests.length) throw ApiError.badRequest('HIDE_REQUESTER_MISSING');
    chat.joinRequests = rest;
    return target;
  }

  private target(
    params: Params,
    right: keyof AdminRights,
    refusal: string,
  ): { chat: ChatState; userId: number } {
    const { access, world } = this.context;
    const chat = access.chat(params);
    access.requireRight(chat, right, refusal);
    const userId = params.int('user_id') ?? 0;
    if (!world.users.has(userId)) throw ApiError.badRequest('PARTICIPANT_ID_INVALID');
    return { chat, userId };
  }

  private announceLeft(chat: ChatState, userId: number): void {
    if (chat.type === 'channel') return;
    const { log, renderer, world } = this.context;
    log.append({
      chatId: chat.id,
      kind: 'service',
      fromId: world.bot.id,
      content: { left_chat_member: renderer.user(userId) },
    });
  }

  private renderLink(link: InviteLinkState): JsonObject {
    return compact({
      invite_link: link.link,
      creator: this.context.renderer.user(this.context.world.bot.id),
      creates_join_request: link.createsJoinRequest,
      is_primary: false,
      is_revoked: link.isRevoked,
      name: link.name,
      expire_date: link.expireDate,
      member_limit: link.memberLimit,
    });
  }
}
