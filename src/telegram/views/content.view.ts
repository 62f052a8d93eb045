import type { NotEnoughCredits } from '../../billing/billing.errors.js';
import type { ContentItem } from '../../billing/content/content-item.js';
import type { Audience } from './customer.js';
import { offerRows, type Shelf } from './shop.view.js';
import { escape, type View } from './view.js';

type Named = Pick<ContentItem, 'title' | 'kind'>;
type Shown = Pick<ContentItem, 'id' | 'title' | 'kind' | 'cost' | 'messageIds'>;

/** The price is part of the button: nobody pays another one than they saw. */
export const unlockCallback = (itemId: number, cost: number): string => `unlock:${itemId}:${cost}`;
export const openCallback = (itemId: number): string => `open:${itemId}`;

export function contentTitle({ title, kind }: Named, { texts }: Audience): string {
  return escape(title ?? texts.content.kinds[kind]);
}

function kindLine({ kind, messageIds }: Shown, { texts: { content } }: Audience): string {
  return kind === 'album'
    ? `${content.kinds.album}, ${content.parts(messageIds.length)}`
    : content.kinds[kind];
}

/** `welcome`: the credits that a new customer has just been given; their first message should say so. */
export function teaserView(item: Shown, to: Audience, welcome = 0): View {
  const { content, credits, welcomeCredits } = to.texts;
  const cost = credits(item.cost);
  const teaser = content.teaser({ title: contentTitle(item, to), kind: kindLine(item, to), cost });
  return {
    text: welcome > 0 ? `${welcomeCredits(credits(welcome))}\n\n${teaser}` : teaser,
    keyboard: [[{ text: content.unlockButton(cost), callback_data: unlockCallback(item.id, item.cost) }]],
  };
}

/** What the teaser turns into. */
export function unlockedView(item: Shown, to: Audience): View {
  const { content } = to.texts;
  return {
    text: content.unlocked({ title: contentTitle(item, to), kind: kindLine(item, to) }),
    keyboard: [[{ text: content.openButton(), callback_data: openCallback(item.id) }]],
  };
}

export function unlockShortView(
  item: Named,
  details: NotEnoughCredits['details'],
  packs: readonly Shelf[],
  to: Audience,
): View {
  const { credits, content } = to.texts;
  const amounts = {
    cost: credits(details.cost),
    have: credits(details.have),
    missing: credits(details.missing),
  };
  return {
    text: content.short({ title: contentTitle(item, to), ...amounts }),
    keyboard: packs.flatMap((shelf) => offerRows(shelf, to)),
  };
}
