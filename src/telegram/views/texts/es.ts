import { spanishContent } from './content-es.js';
import type { Texts } from './customer-texts.js';
import { spanish as contact } from './contact/es.js';
import { spanish as person } from './person/es.js';
import { spanish as recharge } from './recharge/es.js';
import { spanishPlan } from './plan.es.js';

const credits = (count: number): string => (count === 1 ? '1 crédito' : `${count} créditos`);

export const spanish: Texts = {
  contact,
  recharge,
  credits,
  greeting: (name) =>
    `👋 ¡Hola, <b>${name}</b>!\n\nEscríbenos aquí mismo: una persona lee y responde cada mensaje.`,
  welcomeCredits: (count) => `🎁 Empiezas con <b>${count}</b>.`,
  productsTitle: () => '<b>¿Qué te gustaría?</b>',
  productsHint: () =>
    'Los créditos se gastan por mensaje. Con un pase o un plan activo, los mensajes son gratis.',
  howToPay: {
    stripe: 'Se paga en la página segura de Stripe.',
    stars: 'Se paga con Telegram Stars.',
    both: 'Se paga con tarjeta en la página segura de Stripe o con Telegram Stars (⭐).',
  },
  or: () => 'o',
  perInterval: { month: 'mes', year: 'año' },
  passTitle: (count, unit) => {
    const name = unit === 'day' ? 'día' : 'hora';
    return `Pase de ${count} ${count === 1 ? name : `${name}s`}`;
  },
  planTitle: { month: 'Plan mensual', year: 'Plan anual' },
  pay: (price) => `Pagar ${price}`,
  checkout: (title, price) => `<b>${title}</b> por <b>${price}</b>`,
  unknownPack: (asked, valid) => `No hay ningún paquete de ${asked} créditos.\n\nToca uno de estos: ${valid}`,
  paymentObjection: {
    unknown: 'Esta factura ya no es válida. Envía /buy para obtener otra.',
    not_yours: 'Esta factura es de otra persona. Envía /buy para obtener la tuya.',
    paid: 'Esto ya está pagado. Envía /buy para comprar otra vez.',
    out_of_date: 'Esta oferta ya no es actual. Envía /buy para ver la de ahora.',
    banned: 'Ahora mismo no puedes comprar aquí. No se ha pagado nada.',
    plan_held: 'Ya tienes este plan. No se ha pagado nada; lo ves en /billing.',
    one_plan: 'Ya tienes un plan y solo puede haber uno a la vez. No se ha pagado nada; lo ves en /billing.',
    disputes: 'Ahora mismo no puedes comprar aquí, porque hay pagos tuyos en disputa. No se ha pagado nada.',
  },
  noProducts: () => 'Ahora mismo no hay nada a la venta. Vuelve a mirar más tarde.',
  balance: (count) => `💳 <b>${count}</b>`,
  held: (count) => `⏳ Reservado para mensajes en camino: ${count}`,
  frozen: (count) => `🧊 Retenido mientras se revisa un pago: ${count}`,
  owed: (count) => `❗️ Debes ${count} por un pago devuelto; la próxima recarga lo salda`,
  expires: (count, at) => `⌛️ ${credits(count)} ${count === 1 ? 'caduca' : 'caducan'} el ${at}`,
  passUntil: (title, end) => `🎟 ${title}: mensajes gratis hasta el <b>${end}</b>`,
  noPass: () => '🎟 No hay ningún pase activo',
  billing: () =>
    'Tus facturas, tarjetas y suscripciones están en esta página privada. El enlace dura poco tiempo.',
  billingButton: () => 'Abrir la página de pagos',
  noBillingAccount: () =>
    'Todavía no has comprado nada, así que no hay página de pagos. Estas son nuestras ofertas:',
  help: (costs) =>
    [
      '<b>Cómo funciona</b>',
      'Escribe o envía una foto, un mensaje de voz o un archivo: llega a nuestro equipo y sus respuestas llegan aquí.',
      '',
      '<b>Cuánto cuesta un mensaje</b>',
      `Texto ${costs.text} · foto ${costs.photo} · documento ${costs.document} · vídeo ${costs.video} · voz ${costs.voice}`,
      'Nada con un pase o un plan activo. Solo pagas lo que se entrega.',
      '',
      '<b>Comandos</b>',
      '/buy – créditos, pases y planes',
      '/buy10 – directamente al paquete de 10 créditos',
      '/balance – créditos y pase',
      '/history – lo que entró y salió',
      '/autorecharge – comprar créditos automáticamente',
      '/billing – facturas, tarjetas, suscripciones',
      '/language – español, English, русский',
      '/privacy, /terms, /paysupport',
      '/help – esta página',
    ].join('\n'),
  unknownCommand: () =>
    'No conozco ese comando, así que no se ha enviado nada. Mira /help o escribe tu mensaje sin más.',
  banned: () => 'En este momento tus mensajes no llegan al equipo: no se ha enviado ni cobrado nada.',
  short: ({ count, cost, have, missing }) =>
    [
      count === 1
        ? `Tu mensaje cuesta <b>${cost}</b>. Tienes <b>${have}</b>: faltan <b>${missing}</b>.`
        : `${count} mensajes (😴) no se han entregado. Juntos cuestan <b>${cost}</b>. Tienes <b>${have}</b>: faltan <b>${missing}</b>.`,
      '',
      count === 1
        ? 'Lo guardamos 24 horas y se envía solo en cuanto recargues:'
        : 'Los guardamos 24 horas, mientras tanto no cuestan nada y se envían solos en cuanto recargues:',
    ].join('\n'),
  dropped: (count) =>
    count === 1
      ? 'Un mensaje que esperaba créditos no se envió porque han pasado 24 horas. No se ha cobrado nada.'
      : `${count} mensajes que esperaban créditos no se enviaron porque han pasado 24 horas. No se ha cobrado nada.`,
  low: (count) => `🔔 Te quedan <b>${count}</b>.`,
  critical: (count) =>
    `⚠️ Solo te quedan <b>${count}</b>. Recarga ahora para que tu próximo mensaje no tenga que esperar.`,
  receipt: ({ title, price, reference }) =>
    `✅ <b>Pagado</b>: ${title}, ${price}\nReferencia: <code>${reference}</code>`,
  receiptFree: ({ title, reference }) =>
    `✅ <b>Gratis con un código</b>: ${title}\nReferencia: <code>${reference}</code>`,
  receiptCredits: (given, balance) => `Has recibido ${given}. Tu saldo: <b>${balance}</b>`,
  receiptPass: (end) => `Mensajes gratis hasta el <b>${end}</b>`,
  pending: (title) => `⏳ Tu pago de ${title} está en camino. Te avisamos en cuanto llegue.`,
  failed: (title) =>
    `❌ El pago de ${title} no se ha completado. No se ha cobrado nada. Con /buy empiezas otro.`,
  cardFailed: () =>
    '❌ Tu banco ha rechazado el pago. No se ha cobrado nada. Puedes intentarlo de nuevo en la misma página o con otra tarjeta.',
  gifted: (given, balance) => `🎁 Has recibido ${given} de regalo. Tu saldo: <b>${balance}</b>`,
  writtenOff: (count) => `✅ Hemos cancelado tu deuda (${count}). Los nuevos créditos son todos tuyos.`,
  undeliverable: () =>
    '⚠️ Este mensaje no se ha podido entregar. No se ha cobrado nada. Envíalo de otra forma, por ejemplo como texto.',
  pagePaid: ({ title, price }) => `✅ <b>${title}</b> por ${price}: pagado. ¡Gracias!`,
  pagePending: ({ title, price }) => `⏳ <b>${title}</b> por ${price}: el pago está en camino.`,
  pageFailed: ({ title, price }) =>
    `❌ <b>${title}</b> por ${price}: el pago no se completó. No se ha cobrado nada.`,
  pageExpired: ({ title, price }) =>
    `⌛ <b>${title}</b> por ${price}: esta página ha caducado. No se ha cobrado nada.`,
  pageClosed: {
    plan: ({ title, price }) =>
      `🚫 <b>${title}</b> por ${price}: hemos cerrado esta página, porque ha empezado un plan tuyo y solo puede haber uno a la vez. No se ha cobrado nada. Lo ves en /billing.`,
    block: ({ title, price }) =>
      `🚫 <b>${title}</b> por ${price}: hemos cerrado esta página, porque ahora mismo no puedes comprar aquí. No se ha cobrado nada.`,
  },
  newPage: () => '🔄 Página nueva',
  pressPaid: (at) => `Esto ya está pagado (${at}). /buy muestra todo.`,
  pressPending: () => 'Tu pago está en camino. Te escribimos en cuanto llegue.',
  pressEnded: () => 'Esa página ha caducado. Esto es lo que puedes hacer ahora.',
  pressClosed: {
    plan: () => 'Esa página se cerró, porque ha empezado un plan tuyo y solo puede haber uno a la vez.',
    block: () => 'Esa página se cerró, porque en ese momento no podías comprar.',
  },
  timedOut: () =>
    '⚠️ Un mensaje tuyo no se ha podido entregar en dos días. No se ha cobrado nada. Envíalo otra vez.',
  closedAfterSilence: () =>
    '✅ Hace tiempo que no sabemos de ti, así que hemos cerrado esta conversación. ¿Necesitas algo más? Escríbenos y seguimos.',
  providerDown: () =>
    'Ahora mismo no se puede abrir la página de pago. No se ha cobrado nada. Inténtalo de nuevo en un minuto.',
  tryAgain: () => '🔄 Intentar de nuevo',
  purchasesBlocked: () =>
    'Ahora mismo no es posible, porque tu banco ha anulado pagos tuyos. No se ha cobrado nada. Escríbenos aquí y lo aclaramos.',
  tooManyPages: (at) =>
    `Has abierto muchas páginas de pago en poco tiempo. Las que están abiertas siguen funcionando; podrás abrir otras a partir de: <b>${at}</b>.`,
  stale: () => 'Este botón ya no es válido. Con /buy ves lo que puedes comprar ahora.',
  fault: () => 'Algo ha fallado por nuestra parte. No se ha cobrado nada. Inténtalo de nuevo en un minuto.',
  tookBack: ({ title, reference }) =>
    `↩️ Tu pago de ${title} se ha devuelto.\nReferencia: <code>${reference}</code>`,
  gaveBack: (title) => `✅ Tu pago de ${title} vuelve a ser válido.`,
  paymentHeld: (title) =>
    `🔎 Estamos revisando tu pago de ${title}. Hasta entonces no se puede usar lo que queda de él. No tienes que hacer nada.`,
  paymentReleased: (title) =>
    `✅ Hemos revisado tu pago de ${title} y todo está bien. Ya puedes usarlo de nuevo.`,
  creditsTakenBack: (taken, balance) => `Con él se retiran ${taken}. Tu saldo: <b>${balance}</b>`,
  historyTitle: () =>
    '🧾 <b>Tus últimos movimientos</b>, del más nuevo al más antiguo, con el saldo tras cada uno',
  historyEmpty: () => 'Todavía no hay movimientos. Con /buy ves lo que puedes comprar.',
  movement: {
    welcome: 'créditos de bienvenida',
    purchase: 'compra',
    recharge: 'recarga automática',
    gift: 'regalo',
    message: 'mensaje',
    returned: 'devuelto, mensaje no entregado',
    content: 'contenido',
    contentReturned: 'devuelto, contenido no entregado',
    adjustment: 'reembolso o disputa',
    expired: 'caducado',
    frozen: 'retenido mientras se revisa un pago',
    thawed: 'ya no está retenido',
    writtenOff: 'deuda cancelada',
    other: 'otro',
  },
  plan: spanishPlan,
  terms: () =>
    [
      '<b>Condiciones</b>',
      'Los créditos pagan los mensajes a nuestro equipo; con un pase o un plan son gratis mientras dure. Los créditos comprados en paquetes no caducan; los de un plan terminan tres días después del periodo pagado.',
      'Con créditos también se desbloquea contenido. Lo desbloqueado es tuyo y se abre de nuevo gratis, así que no se puede devolver.',
      'Solo pagas lo que se entrega. Un reembolso retira lo que el pago había dado.',
      '¿Preguntas? Escribe aquí mismo o mira /paysupport.',
    ].join('\n'),
  paySupport: () =>
    [
      '<b>Ayuda con los pagos</b>',
      'Escríbenos aquí mismo con la referencia del recibo (P-…) o del movimiento (/history, L-…): una persona lo revisa.',
      'Facturas, tarjetas y suscripciones: /billing.',
      'El soporte de Telegram no puede ayudar con las compras hechas aquí.',
    ].join('\n'),
  content: spanishContent,
  person,
};
