import type { JsonObject } from './json-object.js';

/** A part of the free icons that Telegram offers for topics; the ids stand for its own. */
const ICONS: readonly (readonly [emoji: string, customEmojiId: string])[] = [
  ['📰', '5434144690511290129'],
  ['💡', '5312536423851630001'],
  ['❗️', '5379748062124056162'],
  ['❓', '5377316857231450742'],
  ['💬', '5417915203100613993'],
  ['👀', '5357121491508928442'],
  ['📆', '5433614043006903194'],
  ['☕️', '5350392020785437399'],
  ['✅', '5237699328843200968'],
  ['🏁', '5408906741125490282'],
  ['🧳', '5348227245599105972'],
  ['👮‍♂️', '5377494501373780436'],
  ['💎', '5309958691854754293'],
  ['🤖', '5309832892262654231'],
];
const EMOJI = new Map(ICONS.map(([emoji, id]) => [id, emoji]));

/** Bot API: getForumTopicIconStickers, custom emoji that anybody may use as the icon of a topic. */
export function topicIconStickers(): JsonObject[] {
  return ICONS.map(([emoji, id]) => ({
    file_id: `topic-icon-${id}`,
    file_unique_id: id.slice(-8),
    type: 'custom_emoji',
    width: 512,
    height: 512,
    is_animated: true,
    is_video: false,
    emoji,
    set_name: 'Topics',
    custom_emoji_id: id,
  }));
}

/** Undefined for an id that is no free icon. */
export function emojiOfIcon(customEmojiId: string): string | undefined {
  return EMOJI.get(customEmojiId);
}
