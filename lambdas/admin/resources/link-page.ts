import type { Answer } from '../route';

/** Scripts, frames and other places have no part in it; a form leads back to this very address. */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
};

const STYLE =
  'body{font:17px/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1rem;color:#222}' +
  'h1{font-size:1.4rem}p{color:#444}button{font:inherit;padding:.5rem 1.4rem;border:1px solid #1f5fa8;' +
  'border-radius:6px;background:#1f5fa8;color:#fff;cursor:pointer}';

/** A page for people; with `button`, a form that does what the link says. */
export function linkPage(
  status: number,
  { title, text, button }: { title: string; text: string; button?: string },
): Answer {
  const form = button === undefined ? '' : `<form method="post"><button>${escaped(button)}</button></form>`;
  const page =
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>${escaped(title)}</title><style>${STYLE}</style></head>` +
    `<body><h1>${escaped(title)}</h1><p>${escaped(text)}</p>${form}</body></html>`;
  return { status, text: page, headers: HEADERS };
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
