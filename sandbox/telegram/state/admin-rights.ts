/** Bot API: ChatMemberAdministrator. The rights that the emulator keeps. */
export interface AdminRights {
  can_manage_chat: boolean;
  can_change_info: boolean;
  can_delete_messages: boolean;
  can_invite_users: boolean;
  can_restrict_members: boolean;
  can_pin_messages: boolean;
  can_manage_topics: boolean;
  can_promote_members: boolean;
  can_manage_video_chats: boolean;
  can_post_messages: boolean;
  can_edit_messages: boolean;
}

export const ALL_RIGHTS: AdminRights = {
  can_manage_chat: true,
  can_change_info: true,
  can_delete_messages: true,
  can_invite_users: true,
  can_restrict_members: true,
  can_pin_messages: true,
  can_manage_topics: true,
  can_promote_members: true,
  can_manage_video_chats: true,
  can_post_messages: true,
  can_edit_messages: true,
};
