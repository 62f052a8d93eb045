const STYLE = `
:root{color-scheme:light;--ink:#1a1f36;--muted:#697386;--line:#e3e8ee;--brand:#0a5cff;--bad:#c0123c;--good:#0b7a4b}
*{box-sizing:border-box}body{margin:0;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--ink);background:#f6f8fa}
main{max-width:30rem;margin:0 auto;padding:1rem}.badge{display:inline-block;background:#ffde92;color:#663b00;border-radius:.3rem;font-size:.75rem;font-weight:600;padding:.1rem .5rem}
.card{background:#fff;border:1px solid var(--line);border-radius:.6rem;padding:1rem;margin:.8rem 0}
h1{font-size:2rem;margin:.3rem 0}h2{font-size:1rem;margin:0 0 .6rem}p{margin:.3rem 0}.muted{color:var(--muted);font-size:.9rem}
.row{display:flex;justify-content:space-between;gap:1rem;padding:.3rem 0}.row+.row{border-top:1px solid var(--line)}.total{font-weight:600}
label{display:block;font-size:.9rem;margin:.7rem 0 .2rem;font-weight:500}input,select{width:100%;font:inherit;padding:.6rem;border:1px solid #c9d2dd;border-radius:.4rem;background:#fff;color:inherit}
input[type=checkbox],input[type=radio]{width:auto}.pair{display:grid;grid-template-columns:1fr 1fr;gap:.6rem}
button,.button{display:block;width:100%;font:inherit;font-weight:600;text-align:center;padding:.75rem;border:0;border-radius:.4rem;background:var(--brand);color:#fff;cursor:pointer;margin-top:1rem;text-decoration:none}
.plain{background:transparent;color:var(--muted);border:1px solid var(--line)}.small{display:inline-block;width:auto;padding:.35rem .8rem;margin:.3rem 0 0;font-size:.9rem}
.error{color:var(--bad);background:#fdeef2;border-radius:.4rem;padding:.6rem;margin:.6rem 0}.ok{color:var(--good)}
`;

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** One page of the emulator's hosted face: no outside assets, readable on a phone. */
export function pageShell(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main><span class="badge">TEST MODE</span>${body}</main></body></html>`;
}

export function messagePage(title: string, text: string, link?: { href: string; label: string }): string {
  const back = link ? `<a class="button" href="${escapeHtml(link.href)}">${escapeHtml(link.label)}</a>` : '';
  return pageShell(title, `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>${back}`);
}
