import { h } from './dom.js';

let opened;

function close() {
  opened?.remove();
  opened = undefined;
}

addEventListener('pointerdown', (event) => {
  if (opened !== undefined && !opened.contains(event.target)) close();
});
addEventListener('keydown', (event) => {
  if (event.key === 'Escape') close();
});

/** Opens a list of actions beside an element: `[label, action]` pairs; empty places are left out. */
export function openMenu(anchor, items) {
  close();
  const buttons = items.filter(Boolean).map(([label, action]) =>
    h(
      'button',
      {
        role: 'menuitem',
        onclick: () => {
          close();
          action();
        },
      },
      label,
    ),
  );
  opened = h('div.menu', { role: 'menu' }, buttons);
  // A modal dialog would cover the body's children.
  document.body.append(opened);
  const place = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = opened;
  const below = place.bottom + height + 8 < innerHeight;
  opened.style.left = `${Math.max(6, Math.min(place.left, innerWidth - width - 6))}px`;
  opened.style.top = `${below ? place.bottom + 4 : Math.max(6, place.top - height - 4)}px`;
  buttons[0]?.focus();
}
