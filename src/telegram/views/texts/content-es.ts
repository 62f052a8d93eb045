import type { ContentTexts } from './content-texts.js';

export const spanishContent: ContentTexts = {
  kinds: {
    text: '📝 texto',
    photo: '📷 foto',
    video: '🎬 vídeo',
    animation: '🎞 animación',
    video_note: '⏺ videomensaje',
    audio: '🎵 audio',
    voice: '🎤 mensaje de voz',
    document: '📄 archivo',
    sticker: '🎨 sticker',
    location: '📍 lugar',
    venue: '📍 lugar',
    contact: '👤 contacto',
    album: '🖼 álbum',
  },
  parts: (count) => (count === 1 ? '1 parte' : `${count} partes`),
  teaser: ({ title, kind, cost }) =>
    `🔒 <b>${title}</b>\n${kind} · ${cost}\nUna vez desbloqueado, es tuyo para siempre.`,
  unlockButton: (cost) => `🔓 Desbloquear por ${cost}`,
  openButton: () => '📂 Abrir de nuevo',
  unlocked: ({ title, kind }) =>
    `🔓 <b>${title}</b>\n${kind} · desbloqueado: puedes abrirlo de nuevo gratis.`,
  short: ({ title, cost, have, missing }) =>
    [
      `«${title}» cuesta <b>${cost}</b>. Tienes <b>${have}</b>: faltan <b>${missing}</b>.`,
      '',
      'Se desbloquea solo en cuanto recargues en las próximas 24 horas:',
    ].join('\n'),
  unavailable: () =>
    'Este contenido ya no está disponible. No se ha cobrado nada. Con /buy ves lo que hay ahora.',
  failed: ({ title, cost }) =>
    `⚠️ «${title}» no se ha podido entregar. No has pagado nada: ${cost} de vuelta en tu saldo.`,
  gone: (title) => `⚠️ «${title}» no se ha podido abrir de nuevo porque ya no existe.`,
  unpaid: (title) => `«${title}» no se desbloqueó porque han pasado 24 horas. No se ha cobrado nada.`,
  dropped: (title) => `«${title}» ya no está disponible, así que no se desbloqueó. No se ha cobrado nada.`,
  pressPaid: () => '🔓 Aquí llega.',
  pressAgain: () => 'Aquí llega de nuevo, gratis.',
  justSent: () => 'Ya está aquí: míralo entre los últimos mensajes de este chat.',
  pressOnItsWay: () => 'Ya está en camino.',
  pressRepriced: (cost) => `El precio ha cambiado: ahora cuesta ${cost}. No se ha cobrado nada.`,
  pressShort: (missing) => `Te faltan ${missing}. No se ha cobrado nada.`,
  banned: () => 'En este momento no puedes desbloquear nada. No se ha cobrado nada.',
};
