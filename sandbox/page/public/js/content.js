import { h } from './dom.js';

const FILE = '/telegram/actor/file/';
const size = (bytes = 0) => (bytes < 1024 ? `${bytes} B` : `${Math.round(bytes / 1024)} KB`);

function row(icon, title, detail, href) {
  const properties = href === undefined ? {} : { href, download: title };
  const body = h('span', {}, title, detail ? h('small', {}, detail) : undefined);
  return h(
    href === undefined ? 'div.attachment' : 'a.attachment',
    properties,
    h('i', { 'aria-hidden': 'true' }, icon),
    body,
  );
}

/** Everything of a message that is not its text. */
export function attachments({ kind, content }) {
  switch (kind) {
    case 'photo': {
      const [largest] = content.photo.slice(-1);
      return [
        h('img.photo', {
          src: FILE + largest.file_id,
          alt: 'Photo',
          width: largest.width,
          height: largest.height,
        }),
      ];
    }
    case 'document': {
      const { file_id: id, file_name: name, file_size: bytes } = content.document;
      return [row('📄', name ?? 'File', size(bytes), FILE + id)];
    }
    case 'voice':
      return [row('🎤', 'Voice message', `0:0${content.voice.duration}`)];
    case 'video':
      return [row('🎬', 'Video', size(content.video.file_size))];
    case 'animation':
      return [row('🎞', 'GIF', size(content.animation.file_size))];
    case 'audio':
      return [row('🎵', content.audio.title ?? 'Audio', content.audio.performer)];
    case 'video_note':
      return [row('⏺', 'Video message', '0:04')];
    case 'sticker':
      return [h('div.sticker', { role: 'img', 'aria-label': 'Sticker' }, content.sticker.emoji ?? '🙂')];
    case 'location':
      return [row('📍', 'Location', `${content.location.latitude}, ${content.location.longitude}`)];
    case 'venue':
      return [row('🏛', content.venue.title, content.venue.address)];
    case 'contact':
      return [row('👤', content.contact.first_name, content.contact.phone_number)];
    case 'dice':
      return [h('div.sticker', {}, content.dice.emoji), h('span.kind', {}, `shows ${content.dice.value}`)];
    case 'poll':
      return [
        h('strong', {}, `📊 ${content.poll.question}`),
        h(
          'ol.poll',
          {},
          content.poll.options.map(({ text }) => h('li', {}, `○ ${text}`)),
        ),
      ];
    case 'invoice':
      return [row('🧾', content.invoice.title, content.invoice.description)];
    default:
      return [];
  }
}

const KINDS = {
  photo: '🖼 Photo',
  video: '🎬 Video',
  animation: '🎞 GIF',
  audio: '🎵 Audio',
  document: '📄 Document',
  voice: '🎤 Voice message',
  video_note: '⏺ Video message',
  sticker: '🙂 Sticker',
  location: '📍 Location',
  venue: '🏛 Venue',
  contact: '👤 Contact',
  poll: '📊 Poll',
  dice: '🎲 Dice',
  invoice: '🧾 Invoice',
};

/** One line for lists, quotes and the bar above the typing box. */
export function summaryOf(message) {
  if (message.kind === 'service') return serviceText(message);
  return [KINDS[message.kind], message.text].filter(Boolean).join(' · ');
}

export function serviceText({ content }) {
  if (content.forum_topic_created) return `Topic “${content.forum_topic_created.name}” was created`;
  if (content.forum_topic_edited) {
    const { name } = content.forum_topic_edited;
    return name === undefined ? 'The topic has another icon' : `The topic is now “${name}”`;
  }
  if (content.forum_topic_closed) return 'The topic was closed';
  if (content.forum_topic_reopened) return 'The topic was reopened';
  if (content.pinned_message) return 'A message was pinned';
  if (content.new_chat_members)
    return `${content.new_chat_members.map((user) => user.first_name).join(', ')} joined`;
  if (content.left_chat_member) return `${content.left_chat_member.first_name} left`;
  if (content.successful_payment) return `⭐ ${content.successful_payment.total_amount} paid`;
  if (content.refunded_payment) return `⭐ ${content.refunded_payment.total_amount} refunded`;
  if (content.migrate_to_chat_id) return 'The group became a new supergroup';
  if (content.migrate_from_chat_id) return 'The group continues here';
  return Object.keys(content)[0] ?? 'Service message';
}
