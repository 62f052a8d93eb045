const RETRY_MS = 1_000;

/** Server-sent events that also come back after the sandbox was stopped and started again. */
export function listen(path, handlers, onState = () => undefined) {
  const source = new EventSource(path);
  for (const [name, handler] of Object.entries(handlers)) {
    source.addEventListener(name, (event) => handler(JSON.parse(event.data)));
  }
  source.addEventListener('open', () => onState(true));
  source.addEventListener('error', () => {
    onState(false);
    source.close();
    setTimeout(() => listen(path, handlers, onState), RETRY_MS);
  });
}
