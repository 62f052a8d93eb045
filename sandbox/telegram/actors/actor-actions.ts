/**
 * Actions of the HTTP actor API with the names of their arguments, in order. `*` is the whole JSON body.
 * The list is also the allow-list: nothing else of `Actors` can be called from outside.
 */
export const ACTOR_ACTIONS = {
  createUser: ['*'],
  createSupergroup: ['*'],
  createGroup: ['*'],
  createChannel: ['*'],
  addMember: ['chat', 'user', 'membership'],
  addBot: ['chat', 'membership'],
  setBotRights: ['chat', 'membership'],
  kickBot: ['chat'],
  promote: ['chat', 'user', 'rights'],
  demote: ['chat', 'user'],
  toggleForum: ['chat', 'isForum'],
  start: ['user', 'payload'],
  sendText: ['user', 'text', 'options'],
  send: ['user', 'kind', 'content', 'options'],
  sendAlbum: ['user', 'parts', 'options'],
  editText: ['user', 'message', 'text'],
  editCaption: ['user', 'message', 'caption'],
  editLocation: ['user', 'message', 'latitude', 'longitude'],
  forward: ['user', 'source'],
  block: ['user'],
  unblock: ['user'],
  deleteAccount: ['user'],
  protectChat: ['user', 'isProtected'],
  writeInTopic: ['user', 'chat', 'threadId', 'text', 'options'],
  writeInGeneral: ['user', 'chat', 'text', 'options'],
  sendInTopic: ['user', 'chat', 'threadId', 'kind', 'content'],
  albumInTopic: ['user', 'chat', 'threadId', 'parts', 'options'],
  writeAnonymously: ['chat', 'threadId', 'text', 'options'],
  writeAsChannel: ['chat', 'threadId', 'channel', 'text'],
  post: ['channel', 'text'],
  editInGroup: ['chat', 'message', 'text'],
  deleteMessage: ['chat', 'message'],
  pin: ['user', 'chat', 'message'],
  unpin: ['chat', 'message'],
  createTopic: ['user', 'chat', 'name'],
  renameTopic: ['user', 'chat', 'threadId', 'name'],
  closeTopic: ['user', 'chat', 'threadId'],
  reopenTopic: ['user', 'chat', 'threadId'],
  deleteTopic: ['chat', 'threadId'],
  migrateGroup: ['chat'],
  join: ['user', 'chat', 'inviteLink'],
  requestToJoin: ['user', 'chat', 'inviteLink'],
  leave: ['user', 'chat'],
  pressButton: ['user', 'chat', 'message', 'button'],
  repress: ['queryId'],
  urlOf: ['chat', 'message', 'button'],
  react: ['user', 'chat', 'message', 'emoji'],
  transcript: ['chat', 'threadId', 'options'],
  topics: ['chat', 'options'],
  privateChat: ['user', 'options'],
  lastMessage: ['chat', 'threadId'],
} as const;

export type ActorAction = keyof typeof ACTOR_ACTIONS;

export function isActorAction(name: string): name is ActorAction {
  return Object.hasOwn(ACTOR_ACTIONS, name);
}
