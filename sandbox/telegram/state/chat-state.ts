import type { AdminRights } from './admin-rights.js';
import type { MessageState } from './message-state.js';

export type ChatType = 'private' | 'group' | 'supergroup' | 'channel';
export type MemberStatus = 'creator' | 'administrator' | 'member' | 'restricted' | 'left' | 'kicked';

export interface MemberState {
  userId: number;
  status: MemberStatus;
  isAnonymous: boolean;
  rights: Partial<AdminRights>;
  untilDate?: number | undefined;
  /** Members only: false makes every send fail with the "not enough rights" text of its kind. */
  canSend: boolean;
}

export interface TopicState {
  /** Bot API: message_thread_id, the id of the forum_topic_created message. */
  id: number;
  name: string;
  iconColor: number;
  iconCustomEmojiId?: string | undefined;
  isClosed: boolean;
  deletedAtMs?: number | undefined;
  creatorId: number;
}

export interface InviteLinkState {
  link: string;
  name?: string | undefined;
  createsJoinRequest: boolean;
  expireDate?: number | undefined;
  memberLimit?: number | undefined;
  isRevoked: boolean;
  uses: number;
}

export interface JoinRequestState {
  userId: number;
  atMs: number;
}

export interface ChatState {
  id: number;
  type: ChatType;
  title?: string | undefined;
  username?: string | undefined;
  isForum: boolean;
  isProtected: boolean;
  lastMessageId: number;
  migratedTo?: number | undefined;
  isDeleted: boolean;
  members: Map<number, MemberState>;
  topics: Map<number, TopicState>;
  messages: Map<number, MessageState>;
  inviteLinks: InviteLinkState[];
  joinRequests: JoinRequestState[];
}
