import type { PlanTexts } from './plan-texts.js';

export const spanishPlan: PlanTexts = {
  renews: (title, date) => `📅 ${title}: se renueva el <b>${date}</b>`,
  ends: (title, date) => `📅 ${title}: termina el <b>${date}</b> y no se renueva`,
  trial: ({ title, date, price }) => `📅 ${title}: prueba gratis hasta el <b>${date}</b>, después ${price}`,
  trialEnds: (title, date) => `📅 ${title}: prueba gratis hasta el <b>${date}</b>, después no se cobra nada`,
  pastDue: (title) => `⚠️ ${title}: el último pago no se ha completado`,
  unpaid: (title) => `⚠️ ${title}: detenido, porque el pago no ha llegado`,
  paused: (title) => `⏸ ${title}: en pausa, no se cobra nada`,
  freeUntil: (date) => `Los mensajes siguen siendo gratis hasta el <b>${date}</b>.`,
  none: () => 'No hay ningún plan activo.',

  trialStarted: ({ title, date, price }) =>
    `🎁 Tu prueba gratis de ${title} ha empezado. Mensajes gratis hasta el <b>${date}</b>. Después cuesta ${price}; si la cancelas antes en /billing, no se cobra nada.`,
  ending: (title, date) =>
    `📅 ${title} está cancelado. Sigue hasta el <b>${date}</b> y no se renueva. ¿Has cambiado de idea? /billing`,
  renewing: (title, date) => `✅ ${title} continúa: se renueva el <b>${date}</b>.`,
  paymentFailed: (title, price) =>
    `⚠️ El pago de ${price} por ${title} no se ha completado. Págalo o indica otra tarjeta.`,
  ended: (title) =>
    `📅 ${title} ha terminado. Tus créditos siguen hasta que caduquen. Con /buy ves las ofertas.`,
  endedSecond: (title) =>
    `📅 Tenías ${title} por duplicado. Uno de los dos se ha cancelado y no se cobrará más; el otro sigue.`,
  endedOther: (title) => `📅 ${title} ha terminado y no se cobrará más. Tu otro plan sigue.`,
  endedUnpaid: (title) =>
    `📅 ${title} ha terminado porque el pago no ha llegado. No se cobra nada más. Con /buy ves las ofertas.`,
  endedRefunded: (title) =>
    `📅 ${title} ha terminado, porque su pago te ha sido devuelto. No se cobra nada más. Con /buy ves las ofertas.`,
  pausing: (title) => `⏸ ${title} está en pausa: no se cobra nada hasta que continúe.`,
  resumed: (title, date) => `▶️ ${title} continúa: el próximo pago es el <b>${date}</b>.`,
  changed: (title, date) => `🔀 Tu plan es ahora ${title}. Se renueva el <b>${date}</b>.`,
  endReminder: (title, date) =>
    `🔔 ${title} termina el <b>${date}</b>. Después tus mensajes vuelven a costar créditos.`,
  trialEnding: ({ title, date, price }) =>
    `🔔 Tu prueba gratis de ${title} termina el <b>${date}</b>. Después cuesta ${price}; si la cancelas antes en /billing, no se cobra nada.`,
  renewalReminder: ({ title, date, price }) =>
    `🔔 ${title} se renueva el <b>${date}</b> por <b>${price}</b>. No tienes que hacer nada; si no lo quieres, cancélalo antes.`,
  manage: () => '⚙️ Ver mi plan',
  thanks: () => '¡Gracias! El pago ha llegado y tu plan continúa.',

  trialOffer: (days, price) => `${days === 1 ? '1 día' : `${days} días`} gratis, después ${price}`,
  tryIt: () => 'Probar gratis',
  yours: (title) => `✅ ${title}: ya es tuyo`,
  instead: (title) => `🔀 ${title}: cambiar`,
  onePlan: {
    same: () => 'Ya tienes este plan.',
    change: () =>
      'Solo puede haber un plan a la vez. Puedes cambiar a este en tu página de pagos; lo que queda del actual se descuenta.',
    later: () =>
      'Solo puede haber un plan a la vez. Puedes comprar este en cuanto termine el actual; aquí puedes cancelarlo.',
  },
  starsPage: () => '⭐ Un plan pagado con Stars se cancela en Telegram: Ajustes → Mis Stars → Suscripciones.',
  payNow: (price) => `Pagar ${price}`,
  changeCard: () => '💳 Otra tarjeta',
  cardPage: () => 'Indica otra tarjeta en esta página privada. El enlace dura poco tiempo.',
  offers: () => '🛒 Ver las ofertas',
};
