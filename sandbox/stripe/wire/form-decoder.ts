export type FormValue = string | FormValue[] | FormMap;
export interface FormMap {
  [key: string]: FormValue;
}

interface Node {
  [key: string]: Node | string;
}

/**
 * Reads Stripe's form encoding: `a[b]=1` nests, `a[0]=x` and `a[]=x` make lists, a lone `a[]=` an empty list.
 * An empty text stays as it is; the reader of the parameter takes it for "unset".
 */
export function decodeForm(text: string): FormMap {
  const root: Node = Object.create(null) as Node;
  for (const [rawKey, value] of new URLSearchParams(text)) {
    const path = splitKey(rawKey);
    let node = root;
    path.forEach((part, position) => {
      const key = part === '' ? nextIndex(node) : part;
      if (position === path.length - 1) {
        if (part === '' && value === '') node[''] = '';
        else node[key] = value;
        return;
      }
      const child = node[key];
      const next: Node = typeof child === 'object' ? child : (Object.create(null) as Node);
      node[key] = next;
      node = next;
    });
  }
  return toMap(root);
}

function splitKey(key: string): string[] {
  const open = key.indexOf('[');
  if (open <= 0 || !key.endsWith(']')) return [key];
  return [key.slice(0, open), ...key.slice(open + 1, -1).split('][')];
}

function nextIndex(node: Node): string {
  return String(Object.keys(node).filter((key) => key !== '').length);
}

function toMap(node: Node): FormMap {
  const map: FormMap = {};
  for (const [key, value] of Object.entries(node)) map[key] = toValue(value);
  return map;
}

function toValue(value: Node | string): FormValue {
  if (typeof value === 'string') return value;
  const keys = Object.keys(value);
  if (keys.length === 1 && keys[0] === '') return [];
  if (keys.every((key) => /^\d+$/.test(key))) {
    return keys.sort((a, b) => Number(a) - Number(b)).map((key) => toValue(value[key] ?? ''));
  }
  return toMap(value);
}
