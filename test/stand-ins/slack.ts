import type { Arrived, Reply } from '../journeys/receiver';

interface Text {
  type?: unknown;
  text?: unknown;
}

interface Block {
  type?: unknown;
  text?: Text;
  fields?: Text[];
  elements?: (Text & { url?: unknown; text?: unknown })[];
}

const refused = (said: string): Reply => ({ status: 400, body: said });

const isPlain = (text: Text | undefined, max: number): boolean =>
  text?.type === 'plain_text' &&
  typeof text.text === 'string' &&
  text.text.length > 0 &&
  text.text.length <= max;

/** By https://docs.slack.dev/reference/block-kit/blocks: lengths in characters, counts of elements. */
const VALID: Record<string, (block: Block) => boolean> = {
  header: ({ text }) => isPlain(text, 150),
  section: ({ text, fields = [] }) =>
    (text === undefined ? fields.length > 0 : isPlain(text, 3_000)) &&
    fields.length <= 10 &&
    fields.every((field) => isPlain(field, 2_000)),
  context: ({ elements = [] }) =>
    elements.length > 0 &&
    elements.length <= 10 &&
    elements.every((element) => isPlain(element as Text, 2_000)),
  actions: ({ elements = [] }) =>
    elements.length > 0 &&
    elements.length <= 25 &&
    elements.every(
      ({ text, url }) => isPlain(text as Text, 75) && typeof url === 'string' && url.length <= 3_000,
    ),
};

/** What Slack answers to an incoming webhook's request, by its documents and by what users have met. */
export function slackAnswer({ body, headers }: Pick<Arrived, 'body' | 'headers'>): Reply {
  if (!/^application\/json/.test(headers['content-type'] ?? '')) return refused('invalid_payload');
  let message: { text?: unknown; blocks?: Block[] };
  try {
    message = JSON.parse(body) as typeof message;
  } catch {
    return refused('invalid_payload');
  }
  const { text, blocks = [] } = message;
  if (typeof text !== 'string' || text === '') return refused('no_text');
  // What is left of markup in the fallback text: links, mentions (`<!channel>`, `<@U1>`) and their ends.
  if (/[<>]/.test(text)) return refused('invalid_payload');
  if (blocks.length > 50) return refused('invalid_blocks');
  if (!blocks.every((block) => VALID[String(block.type)]?.(block))) return refused('invalid_blocks');
  // Undocumented: beyond 11,000 to 13,000 characters over all blocks.
  if (JSON.stringify(blocks).length > 11_000) return refused('msg_blocks_too_long');
  return { status: 200, body: 'ok' };
}
