import { shownLinks, type Notice, type NoticeItem } from '../../notice/notice';
import { wording, type Wording } from '../../notice/wording';
import type { SlackDestination } from '../destination';
import type { Answer, HttpKind, Outcome } from '../kind';

/**
 * Incoming webhooks (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks). Everything that comes
 * from others is `plain_text`, in which Slack finds no markup and no mentions.
 */
export const slack: HttpKind<SlackDestination> = {
  // One a second for each webhook (https://docs.slack.dev/apis/web-api/rate-limits).
  perSecond: 1,
  format: (_, url, notice) => ({
    url,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(message(notice)),
  }),
  judge,
};

const MAX_ITEMS = 10;
const HEADER = 150;
/** Well below the sum over all blocks at which Slack answers `msg_blocks_too_long`, which it does not document. */
const MAX_CHARACTERS = 8_000;
const FIELDS_A_SECTION = 10;
const MARKS = { critical: '🔴', error: '🟠', warning: '🟡', info: '🔵' } as const;

type Block = Record<string, unknown>;

function message({ items, more, repeat, test }: Notice): { text: string; blocks: Block[] } {
  const shown = items.length + more > 1 ? fitting(items.map(withFewLinks), inShort) : fitting(items, wording);
  const left = items.length - shown.length + more;
  const [first] = shown;
  const title = first ? heading(first.words) : 'Tocsin';
  const told = first && first.words.text !== '' ? `${title}. ${first.words.text}` : title;
  const context = [
    ...(left > 0 ? [`and ${left} more`] : []),
    ...(repeat ? [`still firing, told ${repeat} ${repeat === 1 ? 'time' : 'times'} before`] : []),
    ...(test ? ['This is a test.'] : []),
  ];
  return {
    text: escaped(left > 0 || shown.length > 1 ? `${title} (and ${left + shown.length - 1} more)` : told),
    blocks: [
      ...shown.flatMap(({ item, words }) => blocksOf(item, words)),
      ...(context.length > 0 ? [{ type: 'context', elements: context.map((text) => plain(text)) }] : []),
    ],
  };
}

/** Of several alerts in a message each has one button that silences it: more of them fit. */
const withFewLinks = ({ links = {}, ...item }: NoticeItem): NoticeItem => {
  const { silence1h: _one, silence4h: _four, ...few } = links;
  return { ...item, links: few };
};

/** What the sentences say already makes room for other alerts. */
const LEFT_OUT: readonly string[] = ['Threshold', 'Last events'];
const inShort = (event: NoticeItem['event']): Wording => {
  const words = wording(event);
  return { ...words, facts: words.facts.filter(([name]) => !LEFT_OUT.includes(name)) };
};

const heading = ({ title, severity, state }: Wording): string =>
  `${state === 'resolved' ? '🟢' : MARKS[severity]} ${title}`;

/** As many as there is room for; the first one always is. */
function fitting(
  items: readonly NoticeItem[],
  wordsOf: (event: NoticeItem['event']) => Wording,
): { item: NoticeItem; words: Wording }[] {
  const shown: { item: NoticeItem; words: Wording }[] = [];
  let characters = 0;
  for (const item of items.slice(0, MAX_ITEMS)) {
    const words = wordsOf(item.event);
    characters += JSON.stringify(blocksOf(item, words)).length;
    if (shown.length > 0 && characters > MAX_CHARACTERS) break;
    shown.push({ item, words });
  }
  return shown;
}

function blocksOf(item: NoticeItem, words: Wording): Block[] {
  const buttons = shownLinks(item).map(({ name, label, url }) => ({
    ...{ type: 'button', text: plain(label), url, action_id: name },
  }));
  return [
    { type: 'header', text: plain(cut(heading(words), HEADER)) },
    ...(words.text === '' ? [] : [{ type: 'section', text: plain(words.text) }]),
    {
      type: 'section',
      fields: words.facts.slice(0, FIELDS_A_SECTION).map(([name, value]) => plain(`${name}\n${value}`)),
    },
    ...(buttons.length > 0 ? [{ type: 'actions', elements: buttons }] : []),
  ];
}

const plain = (text: string): Block => ({ type: 'plain_text', text, emoji: false });

const cut = (text: string, max: number): string =>
  text.length <= max
    ? text
    : `${text
        .slice(0, max - 1)
        .toWellFormed()
        .replace(/\uFFFD$/, '')}…`;

/** The notification's text knows markup: https://docs.slack.dev/messaging/formatting-message-text#escaping */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Slack says what is wrong as the text of the answer, e.g. `invalid_blocks`. */
function judge({ status, body }: Answer): Outcome {
  if (status === 200 && body.trim() === 'ok') return { ok: true };
  const said = /^[a-z_]{2,60}$/.exec(body.trim())?.[0];
  const error = said === undefined ? 'slack_unexpected_answer' : `slack_${said}`;
  return status === 400 || status === 200 ? { ok: false, error, permanent: true } : { ok: false, error };
}
