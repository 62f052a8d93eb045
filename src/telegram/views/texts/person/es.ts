import type { PersonTexts } from './person-texts.js';

export const spanish: PersonTexts = {
  language: () => '🌐 <b>Tu idioma</b>\n\nTodo lo que te escribo está en español. Toca para cambiarlo.',
  languageName: 'Español',
  languageOfApp: () => 'Como en Telegram',
  languageKept: () => 'Hablo contigo en español.',
  privacy: () =>
    [
      '🔐 <b>Tus datos</b>',
      'Guardamos tu nombre y tu idioma de Telegram, cuándo escribiste y qué compraste. Lo que escribes se queda en Telegram; nosotros solo lo pasamos. Si un primer mensaje tiene que esperar el visto bueno, guardamos cómo empieza y nuestro equipo ve una copia hasta que se decide. Las tarjetas las guarda Stripe, nunca las vemos.',
      '',
      'Puedes pedir una copia de todo o que lo borremos.',
    ].join('\n'),
  exportButton: () => '📄 Envíame una copia',
  eraseButton: () => '🗑 Borrar mis datos',
  exportComing: () => 'Tu archivo está en camino.',
  exportCaption: () => '📄 Todo lo que está guardado sobre ti. Se abre con cualquier editor de texto.',
  exportAbout: () =>
    'Todo lo que está guardado sobre ti, una lista por tema. Los importes están en la unidad más pequeña de su moneda; las horas, en UTC. El contenido de los mensajes lo guarda Telegram, no nosotros.',
  eraseQuestion: (credits) =>
    [
      '🗑 <b>¿Borrar todo sobre ti?</b>',
      '',
      '<b>Se borra:</b> nombre, usuario e idioma, la conversación de nuestro lado con sus notas, tus reacciones, las tarjetas guardadas y la recarga automática.',
      '<b>Se queda:</b> lo comprado, pagado y gastado, con un número en vez de tu nombre, porque la ley nos obliga a llevar los libros. Stripe guarda sus propios registros de pagos.',
      ...(credits === undefined ? [] : [`<b>Se pierde:</b> ${credits}.`]),
      'También se pierden los pases y el contenido desbloqueado.',
      '',
      'No se puede deshacer. Si vuelves más tarde, empiezas de nuevo, sin créditos de bienvenida. Los mensajes de este chat son tuyos: bórralos tú si quieres.',
    ].join('\n'),
  eraseNow: () => '🗑 Sí, borrar todo',
  eraseKeep: () => '« No, conservarlo',
  eraseChanged: () => 'Tus créditos han cambiado entretanto, así que no se ha borrado nada. Vuelve a mirar.',
  erasePlanFirst: () =>
    'Tu plan aún se renueva y nadie podría cancelarlo por ti sin tus datos. Cancélalo antes en /billing (planes en Stars: en los ajustes de Telegram) y vuelve aquí.',
  erased: () =>
    '✅ Todo sobre ti está borrado; los últimos rastros desaparecen en unos minutos. ¡Adiós! Si vuelves a escribir, empiezas de nuevo.',
  acknowledged: (usually) =>
    usually === undefined
      ? '✅ Tenemos tu mensaje y te respondemos aquí mismo.'
      : `✅ Tenemos tu mensaje. Solemos responder en menos de ${usually}, aquí mismo.`,
  minutes: (count) => `${count} minutos`,
  hours: (count) => (count === 1 ? 'una hora' : `${count} horas`),
  away: (opens) =>
    opens === undefined
      ? '🌙 Tenemos tu mensaje. Ahora no hay nadie; respondemos en cuanto volvamos.'
      : `🌙 Tenemos tu mensaje. Ahora está cerrado; respondemos a partir del <b>${opens}</b>.`,
  tooMany: (limit, mark) =>
    `🐢 Vas muy rápido: aceptamos ${limit === 1 ? 'un mensaje' : `${limit} mensajes`} por minuto. Lo marcado con ${mark} <b>no se ha enviado ni cobrado</b>. Espera un minuto y envíalo otra vez.`,
  rateQuestion: () => '🙂 ¿Qué tal esta conversación? 1 es mal, 5 es genial.',
  rated: (score) =>
    `🙏 Gracias: <b>${score} de 5</b>. Puedes cambiarlo durante una hora. ¿Quieres decir por qué? Responde a este mensaje, no cuesta nada.`,
  ratingStands: () => 'La hora para cambiarlo ha pasado. ¡Gracias de todos modos!',
  commentKept: () => '🙏 Gracias, lo leemos.',
  tutorialStep: {
    1: '✍️ Escribe aquí mismo, como a cualquier persona. Lo lee nuestro equipo y la respuesta llega a este chat.',
    2: '💳 /balance muestra tus créditos: con ellos se pagan los mensajes, y solo los que se entregan.',
    3: '🛒 /buy recarga: créditos, o un pase con el que los mensajes son gratis mientras dura.',
  },
  tutorialNext: () => 'Siguiente »',
  tutorialSkip: () => 'Saltar',
  tutorialDone: (bonus) => (bonus === undefined ? '✅ Entendido' : `✅ Entendido, quiero ${bonus}`),
  tutorialEnd: (bonus) =>
    `${bonus === undefined ? '' : `🎁 Has recibido ${bonus}.\n`}👍 Escribe cuando nos necesites. /help muestra lo demás.`,
};
