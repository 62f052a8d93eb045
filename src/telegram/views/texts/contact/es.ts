import type { ContactTexts } from './contact-texts.js';

export const spanish: ContactTexts = {
  question: (emoji) =>
    `🙂 Un toque antes de enviar tu primer mensaje, para saber que eres una persona. Pulsa ${emoji}`,
  paused: (at) =>
    `⏸ Has fallado tres veces. Puedes intentarlo otra vez a partir de <b>${at}</b>; lo que has escrito queda guardado.`,
  again: () => '🔄 Intentar otra vez',
  admitted: () =>
    '✅ ¡Gracias, era ese! A partir de ahora tus mensajes llegan directamente a nuestro equipo.',
  held: () =>
    '📨 ¡Gracias! Escribes por primera vez, así que alguien del equipo le echa un vistazo. Después se envía solo; hasta entonces no se cobra nada.',
  approved: () =>
    '✅ ¡Te damos la bienvenida! A partir de ahora tus mensajes llegan directamente a nuestro equipo.',
  expired: (count) =>
    count === 1
      ? '⌛ Tu mensaje no se ha enviado, porque nadie lo confirmó a tiempo. No se ha cobrado nada. Puedes escribir otra vez.'
      : `⌛ Tus ${count} mensajes no se han enviado, porque nadie los confirmó a tiempo. No se ha cobrado nada. Puedes escribir otra vez.`,
  pressWrong: () => 'No era ese. Aquí va otra pregunta.',
  pressOld: () => 'Esa pregunta ya no vale. Esta es la actual.',
  pressOver: () => 'Esta pregunta ya terminó. Escribe tu mensaje sin más.',
  pressPaused: (at) => `Espera hasta ${at} e inténtalo otra vez. Lo que has escrito queda guardado.`,
};
