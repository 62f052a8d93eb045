/** Only what routing needs of an update. Bot API: `Update`; everything else is read later, by telegraf. */
interface RoutedUpdate {
  readonly update_id: number;
  readonly [type: string]: unknown;
}

interface RoutedChat {
  readonly id?: unknown;
  readonly type?: unknown;
}

/** Where an update waits: the lane of one person, or of a topic whose owner the database knows. */
export interface UpdateRoute {
  readonly updateId: number;
  /** Used when no customer owns the topic. */
  readonly lane: string;
  readonly topic: { readonly chatId: number; readonly topicId: number } | undefined;
  /** Bot API: a payer waits ten seconds for the answer, so it never stands behind anything else. */
  readonly isUrgent?: true;
}

/** Undefined for anything that is no update: it is answered and forgotten. */
export function routeOf(body: unknown): UpdateRoute | undefined {
  if (!isUpdate(body) || isDeeper(body, deepest)) return undefined;
  const updateId = body.update_id;
  const [type, content] =
    Object.entries(body).find(([key, value]) => key !== 'update_id' && isRecord(value)) ?? [];
  if (type === undefined || !isRecord(content)) return undefined;
  const common = /^\w{1,64}$/.test(type) ? `type:${type}` : 'type:unknown';
  const message = isRecord(content['message']) ? content['message'] : content;
  const chat = (isRecord(message['chat']) ? message['chat'] : undefined) as RoutedChat | undefined;
  const from = isRecord(content['from'])
    ? content['from']
    : isRecord(content['user'])
      ? content['user']
      : undefined;
  const sender = Number.isSafeInteger(from?.['id']) ? (from?.['id'] as number) : undefined;
  if (type === 'pre_checkout_query') {
    const lane = `checkout:${sender ?? 'unknown'}`;
    return { updateId, lane, topic: undefined, isUrgent: true };
  }
  if (chat === undefined || chat.type === 'private') {
    return { updateId, lane: sender === undefined ? common : `user:${sender}`, topic: undefined };
  }
  if (!Number.isSafeInteger(chat.id)) return { updateId, lane: common, topic: undefined };
  const chatId = chat.id as number;
  const topicId = message['is_topic_message'] === true ? message['message_thread_id'] : undefined;
  const topic = Number.isSafeInteger(topicId) ? { chatId, topicId: topicId as number } : undefined;
  return {
    updateId,
    lane: topic === undefined ? `group:${chatId}` : `topic:${chatId}:${topic.topicId}`,
    topic,
  };
}

/** Neither `JSON.stringify` nor PostgreSQL's jsonb survives any depth; Telegram nests a dozen levels. */
const deepest = 100;

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

function isUpdate(body: unknown): body is RoutedUpdate {
  // An id beyond 2^53 is no id that Telegram gives, and could not be told from its neighbours here.
  return isRecord(body) && Number.isSafeInteger(body['update_id']) && (body['update_id'] as number) >= 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
