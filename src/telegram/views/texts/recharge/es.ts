import type { RechargeTexts } from './recharge-texts.js';

export const spanish: RechargeTexts = {
  lineOff: () => '🔁 Recarga automática: desactivada',
  linePaused: () => '🔁 Recarga automática: en pausa, sin tarjeta',
  lineOn: ({ title, price, threshold }) =>
    `🔁 Recarga automática: activada, ${title} por ${price} con ${threshold} o menos`,
  title: () => '🔁 <b>Recarga automática</b>',
  intro: () =>
    'Cuando quedan pocos créditos, se compra un paquete con tu tarjeta guardada y tus mensajes no tienen que esperar. Tú eliges el paquete, cuándo y cuánto al mes como máximo. Te avisamos de cada cobro y se desactiva con un toque.',
  needsCards: () =>
    '🔁 La recarga automática necesita una tarjeta guardada, y aquí se paga con Telegram Stars. Telegram nunca cobra Stars sin preguntarte. Con /buy ves las ofertas.',
  pickFirst: () =>
    'Elige un paquete para empezar. Lo pagas una vez en la página segura de Stripe y allí se guarda tu tarjeta para la recarga automática. No se cobra nada más hasta que la actives.',
  otherCard: () =>
    'Elige un paquete y págalo con la tarjeta que quieras usar desde ahora. Sustituye a la guardada.',
  card: (card) => `💳 Tarjeta: <b>${card}</b>`,
  noCard: () => '💳 No hay ninguna tarjeta guardada',
  isOff: () => 'Está <b>desactivada</b>.',
  isPaused: () => 'Está <b>en pausa</b>, porque no hay tarjeta que cobrar.',
  isOn: ({ title, price, threshold }) =>
    `Está <b>activada</b>: ${title} por <b>${price}</b>, cada vez que queden ${threshold} o menos.`,
  month: (charged, cap) => `📅 Cobrado este mes: <b>${charged}</b> de ${cap} como máximo`,
  lastCharge: (price, when) => `🧾 Último cobro: ${price}, ${when}`,
  pickPack: () => '¿Qué paquete hay que comprar?',
  pickThreshold: (title, price) => `<b>${title}</b> por <b>${price}</b>. ¿Cuándo hay que comprarlo?`,
  thresholdButton: (credits) => `Con ${credits} o menos`,
  pickCap: () => '¿Cuánto se puede cobrar como máximo en un mes natural?',
  capButton: (price, packs) => `${price} (${packs} paquetes)`,
  consent: ({ title, price, threshold, cap, card }) =>
    [
      '<b>Lee esto y acéptalo</b>',
      `Con «Activar» nos permites cobrar a tu tarjeta ${card} <b>${price}</b> por ${title} cada vez que tengas <b>${threshold}</b> o menos, sin volver a preguntar, hasta <b>${cap}</b> por mes natural.`,
      'Si ahora tienes tan pocos, el primer cobro se hace enseguida. Te avisamos de cada cobro. Con /autorecharge la desactivas cuando quieras.',
    ].join('\n\n'),
  turnOnButton: () => '✅ Activar',
  turnOffButton: () => '⏹ Desactivar',
  changeButton: () => '✏️ Cambiar',
  asBeforeButton: (title, threshold) => `Como antes: ${title} con ${threshold}`,
  otherCardButton: () => '💳 Otra tarjeta',
  backButton: () => '« Atrás',
  turnedOn: () => 'La recarga automática está activada.',
  turnedOff: () => 'La recarga automática está desactivada.',
  wasOff: () => 'Ya estaba desactivada.',
  changed: () => 'Esto ha cambiado entretanto y no se ha hecho nada. Así está ahora.',
  savesCard: () => '💳 Tu tarjeta se guarda allí para la recarga automática.',
  cardSaved: (card) => `💳 Tu tarjeta <b>${card}</b> está guardada para la recarga automática.`,
  goesOn: () => 'La recarga automática sigue con ella. Con /autorecharge lo ves todo.',
  receipt: () => '🔁 Cobrado por la recarga automática. Con /autorecharge la cambias o desactivas.',
  failed: (title, price) =>
    `❌ La recarga automática no ha podido cobrar <b>${price}</b> por ${title}. No se ha cobrado nada.`,
  why: {
    expired_card: 'Tu tarjeta ha caducado.',
    insufficient_funds: 'No había saldo suficiente en tu tarjeta.',
    declined: 'Tu banco ha rechazado el cobro.',
    card_unusable: 'Tu tarjeta guardada ya no se puede usar.',
  },
  retry: (when) =>
    `Lo intentamos de nuevo el <b>${when}</b>. O paga ahora con cualquier tarjeta, que sustituye a la guardada:`,
  offNow: () =>
    'La recarga automática queda desactivada. Paga aquí con cualquier tarjeta: se guarda y puedes volver a activarla.',
  confirm: (title, price) =>
    `🔐 Tu banco quiere que confirmes tú el pago de <b>${price}</b> por ${title}. No se ha cobrado nada. Paga en la página segura de Stripe:`,
  capped: (cap) =>
    `📅 Has llegado a tu límite mensual de <b>${cap}</b> para la recarga automática; este mes no se cobra más. Con /buy recargas a mano, con /autorecharge cambias el límite.`,
  stopped: {
    card_removed:
      '⏸ La recarga automática está en pausa, porque se quitó tu tarjeta guardada. Con /autorecharge guardas otra.',
    offer_changed:
      '⏹ La recarga automática está desactivada, porque el paquete o su precio ha cambiado. Con /autorecharge ves lo que hay ahora.',
    refund:
      '⏹ La recarga automática está desactivada, porque se devolvió uno de sus cobros. Con /autorecharge la activas de nuevo.',
    dispute:
      '⏹ La recarga automática está desactivada, porque hay un pago en disputa. ¿Preguntas? Escribe aquí mismo.',
    fraud_warning:
      '⏹ La recarga automática está desactivada, porque se está revisando un pago. ¿Preguntas? Escribe aquí mismo.',
    not_confirmed:
      '⏹ La recarga automática está desactivada, porque tu banco pide confirmación cada vez. Con /buy recargas a mano.',
  },
};
