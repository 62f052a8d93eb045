import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApproveContact } from './contacts/approve-contact.use-case.js';
import { FollowBan } from './spam/follow-ban.use-case.js';
import { HeldSamplesRepository } from './spam/held-samples.repository.js';
import { ShowHeldMessage } from './spam/show-held-message.use-case.js';
import { SpamCards } from './spam/spam-cards.js';
import { SpamCardsRepository } from './spam/spam-cards.repository.js';
import { SpamLane } from './spam/spam-lane.js';
import { SpamTopicKeeper } from './spam/spam-topic-keeper.js';
import { SpamTopicsRepository } from './spam/spam-topics.repository.js';
import { AdmitPayer } from './contacts/admit-payer.use-case.js';
import { AnswerQuestion } from './contacts/answer-question.use-case.js';
import { ContactCheck } from './contacts/contact-check.js';
import { ContactDecision } from './contacts/contact-decision.js';
import { DropContacts } from './contacts/drop-contacts.cron.js';
import { FirstContactsRepository } from './contacts/first-contacts.repository.js';
import { DropLog } from './contacts/drop-log.js';
import { HeldMessages } from './contacts/held-messages.js';
import { HeldMessagesRepository } from './contacts/held-messages.repository.js';
import { Questions } from './contacts/questions.js';
import { CardQuery } from './cards/card.query.js';
import { RefreshCard } from './cards/refresh-card.use-case.js';
import { CardLane } from './cards/card-lane.js';
import { DeliveryRecordQuery } from './messages/delivery-record.query.js';
import { EpisodeKeeper } from './episodes/episode-keeper.js';
import { EpisodesRepository } from './episodes/episodes.repository.js';
import { EscalateWaits } from './episodes/escalate-waits.cron.js';
import { EscalationLane } from './episodes/escalation-lane.js';
import { EscalationsRepository } from './episodes/escalations.repository.js';
import { WaitEscalation } from './episodes/wait-escalation.js';
import { UsualWaitQuery } from './episodes/usual-wait.query.js';
import { WorkingTime } from './episodes/working-time.js';
import { FloodLimit } from './floods/flood-limit.js';
import { FloodsRepository } from './floods/floods.repository.js';
import { GroupAlbums } from './messages/group-albums.js';
import { Message } from './messages/message.entity.js';
import { MessagesRepository } from './messages/messages.repository.js';
import { FollowReaction } from './reactions/follow-reaction.use-case.js';
import { MirrorReaction } from './reactions/mirror-reaction.use-case.js';
import { AskForRating } from './ratings/ask-for-rating.use-case.js';
import { CommentOnRating } from './ratings/comment-on-rating.use-case.js';
import { RateConversation } from './ratings/rate-conversation.use-case.js';
import { RatingsRepository } from './ratings/ratings.repository.js';
import { ConversationEraser } from './privacy/conversation-eraser.js';
import { ConversationPersonalData } from './privacy/conversation.personal-data.js';
import { ReactionLane } from './reactions/reaction-lane.js';
import { ReactionsRepository } from './reactions/reactions.repository.js';
import { AcceptMessage } from './relay/accept-message.use-case.js';
import { AcceptReply } from './relay/accept-reply.use-case.js';
import { Charging } from './relay/charging.js';
import { Crossings } from './relay/crossings.js';
import { DeliverToCustomer } from './relay/deliver-to-customer.use-case.js';
import { DeliverToTopic } from './relay/deliver-to-topic.use-case.js';
import { Doorkeeper } from './relay/doorkeeper.js';
import { DropUnpaid } from './relay/drop-unpaid.use-case.js';
import { EditLane } from './relay/edit-lane.js';
import { MirrorEdit } from './relay/mirror-edit.use-case.js';
import { RelayQueue } from './relay/relay-queue.js';
import { ReleaseWaiting } from './relay/release-waiting.use-case.js';
import { RemoveBoth } from './relay/remove-both.use-case.js';
import { RemoveMessage } from './relay/remove-message.use-case.js';
import { SyncEdit } from './relay/sync-edit.use-case.js';
import { TimeOutMessages } from './relay/time-out-messages.cron.js';
import { TopicKeeper } from './relay/topic-keeper.js';
import { ChangeTemplate } from './templates/change-template.use-case.js';
import { TemplatesRepository } from './templates/templates.repository.js';
import { AdminGroup } from './threads/admin-group.entity.js';
import { AdminGroups } from './threads/admin-groups.js';
import { AdoptTopic } from './threads/adopt-topic.use-case.js';
import { AssignThread } from './threads/assign-thread.use-case.js';
import { GroupTroublesQuery } from './threads/group-troubles.query.js';
import { DrainGroup } from './threads/drain-group.use-case.js';
import { Note } from './threads/note.entity.js';
import { NotesQuery } from './threads/notes.query.js';
import { SetSilent } from './threads/set-silent.use-case.js';
import { SetThreadState } from './threads/set-thread-state.use-case.js';
import { SyncTopicState } from './threads/sync-topic-state.use-case.js';
import { CloseSilent } from './threads/close-silent.cron.js';
import { MarkTopic } from './threads/mark-topic.use-case.js';
import { ThreadMoves } from './threads/thread-moves.js';
import { ThreadProgress } from './threads/thread-progress.js';
import { ThreadSituationsRepository } from './threads/thread-situations.repository.js';
import { Thread } from './threads/thread.entity.js';
import { ThreadsRepository } from './threads/threads.repository.js';
import { SilentThreadsQuery } from './threads/silent-threads.query.js';
import { UnpaidMarks } from './relay/unpaid-marks.js';
import { UnpaidMessagesQuery } from './relay/unpaid-messages.query.js';
import { WaitingQuery } from './threads/waiting.query.js';
import { WakeSnoozed } from './threads/wake-snoozed.cron.js';
import { WriteNote } from './threads/write-note.use-case.js';

const offered = [
  AskForRating,
  CommentOnRating,
  RateConversation,
  AcceptMessage,
  AcceptReply,
  AdminGroups,
  AdmitPayer,
  AdoptTopic,
  AnswerQuestion,
  ApproveContact,
  AssignThread,
  CardLane,
  CardQuery,
  ChangeTemplate,
  DeliverToCustomer,
  DeliverToTopic,
  DeliveryRecordQuery,
  DrainGroup,
  DropUnpaid,
  EscalationsRepository,
  EditLane,
  FirstContactsRepository,
  FollowBan,
  FollowReaction,
  GroupAlbums,
  MarkTopic,
  GroupTroublesQuery,
  MessagesRepository,
  MirrorEdit,
  MirrorReaction,
  NotesQuery,
  ReactionsRepository,
  RefreshCard,
  ReleaseWaiting,
  RemoveBoth,
  RemoveMessage,
  SetSilent,
  SetThreadState,
  SpamCardsRepository,
  ShowHeldMessage,
  SpamLane,
  SpamTopicKeeper,
  SyncEdit,
  SyncTopicState,
  TemplatesRepository,
  ThreadsRepository,
  TopicKeeper,
  UsualWaitQuery,
  UnpaidMarks,
  UnpaidMessagesQuery,
  WaitingQuery,
  WorkingTime,
  WriteNote,
];
const inner = [
  RatingsRepository,
  ConversationEraser,
  ConversationPersonalData,
  Charging,
  CloseSilent,
  ContactCheck,
  ContactDecision,
  Crossings,
  Doorkeeper,
  DropContacts,
  EpisodeKeeper,
  EpisodesRepository,
  EscalateWaits,
  EscalationLane,
  FloodLimit,
  FloodsRepository,
  DropLog,
  HeldMessages,
  HeldSamplesRepository,
  HeldMessagesRepository,
  Questions,
  ReactionLane,
  RelayQueue,
  SilentThreadsQuery,
  SpamCards,
  SpamTopicsRepository,
  ThreadMoves,
  ThreadProgress,
  ThreadSituationsRepository,
  TimeOutMessages,
  WaitEscalation,
  WakeSnoozed,
];

/** The bridge: one lasting thread per customer, messages both ways; Telegram is injected behind `TopicGateway`. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([AdminGroup, Thread, Message, Note])],
  providers: [...offered, ...inner],
  exports: offered,
})
export class ConversationsModule {}
