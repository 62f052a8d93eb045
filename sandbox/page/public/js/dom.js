/** Creates an element: `h('button.primary', { onclick, 'aria-label': 'Send' }, 'text', child)`. */
export function h(selector, properties = {}, ...children) {
  const [tag, ...classes] = selector.split('.');
  const element = document.createElement(tag);
  element.classList.add(...classes);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name.startsWith('--')) element.style.setProperty(name, value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(
    ...children.flat().filter((child) => child !== undefined && child !== null && child !== false),
  );
  return element;
}

/**
 * Makes the container's children mirror a list: an element is made again only when its signature changes, so
 * focus, selection and scroll positions survive every update.
 */
export function mirror(container, items, { key, signature = JSON.stringify, render }) {
  const known = (container.rendered ??= new Map());
  const wanted = new Set();
  let place = container.firstChild;
  for (const item of items) {
    const id = String(key(item));
    const sign = signature(item);
    wanted.add(id);
    const old = known.get(id);
    if (old === undefined || old.sign !== sign) {
      const element = render(item);
      if (old === undefined) container.insertBefore(element, place);
      else {
        if (old.element === place) place = element;
        old.element.replaceWith(element);
      }
      known.set(id, { element, sign });
    }
    const { element } = known.get(id);
    if (element === place) place = place.nextSibling;
    else container.insertBefore(element, place);
  }
  for (const [id, { element }] of known) {
    if (wanted.has(id)) continue;
    element.remove();
    known.delete(id);
  }
}

export const clock = (seconds) =>
  new Date(seconds * 1000).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });

/** A preference of this browser; private windows may have no storage. */
export const preference = {
  read: (name) => {
    try {
      return localStorage.getItem(`sandbox.${name}`);
    } catch {
      return null;
    }
  },
  write: (name, value) => {
    try {
      localStorage.setItem(`sandbox.${name}`, value);
    } catch {
      // Forgotten with this page, then.
    }
  },
};
