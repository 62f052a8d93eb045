/** Ready-made messages, so that nobody has to look for a picture first. */
const SCENES = [
  ['#ffb36b', '#e0508c', '🌇'],
  ['#6bc1ff', '#3d5be0', '🏔'],
  ['#9be36b', '#1f9d7a', '🌿'],
  ['#d6a6ff', '#7a4be0', '🪻'],
];
let turn = 0;

/** A small picture drawn on the spot, as base64. */
function picture() {
  const [from, to, motif] = SCENES[turn++ % SCENES.length];
  const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 190 });
  const brush = canvas.getContext('2d');
  const sky = brush.createLinearGradient(0, 0, 320, 190);
  sky.addColorStop(0, from);
  sky.addColorStop(1, to);
  brush.fillStyle = sky;
  brush.fillRect(0, 0, 320, 190);
  brush.font = '88px "Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji", sans-serif';
  brush.textAlign = 'center';
  brush.textBaseline = 'middle';
  brush.fillText(motif, 160, 100);
  return canvas.toDataURL('image/jpeg', 0.8).split(',')[1];
}

const text = (words) => btoa(words);

/** Label, then what is sent; `parts` makes an album. */
export const SAMPLES = [
  ['🖼 Photo', () => ({ kind: 'photo', content: { bytes: picture(), caption: 'Look at this' } })],
  [
    '🗂 Album of three photos',
    () => ({
      parts: ['Our last shooting', undefined, undefined].map((caption) => ({
        kind: 'photo',
        bytes: picture(),
        caption,
      })),
    }),
  ],
  ['🎤 Voice message', () => ({ kind: 'voice', content: {} })],
  ['🎬 Video', () => ({ kind: 'video', content: { caption: 'Five seconds' } })],
  [
    '📄 Document',
    () => ({
      kind: 'document',
      content: {
        fileName: 'notes.txt',
        mimeType: 'text/plain',
        bytes: text('A few notes from the sandbox.\n'),
      },
    }),
  ],
  ['🙂 Sticker', () => ({ kind: 'sticker', content: {} })],
  ['📍 Location', () => ({ kind: 'location', content: { latitude: 41.3874, longitude: 2.1686 } })],
  ['👤 Contact', () => ({ kind: 'contact', content: { firstName: 'Nora', phoneNumber: '+34600111222' } })],
  [
    '📊 Poll',
    () => ({ kind: 'poll', content: { question: 'Which day suits you?', options: ['Monday', 'Friday'] } }),
  ],
  ['🎲 Dice', () => ({ kind: 'dice', content: {} })],
];
