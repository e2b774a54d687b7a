import type { DoorEvent } from '../../core/door/door-event';
import { EMITTERS, type Emitter } from './emitters';
import { expectedOf, RECORDINGS } from './recordings';

const VARIABLE = 'OTEL_EXPORTER_OTLP_ENDPOINT';

/** The table and the paragraphs of docs/connect.md. */
export function emittersPage(): string {
  const rows = EMITTERS.map(
    ({ name, version, variable = VARIABLE, ...emitter }) =>
      `| [${name}](#${anchor(name)}) | ${version ?? ''} | \`${variable}\` | ${arrives(emitter)} |`,
  );
  const paragraphs = EMITTERS.map(
    ({ name, setup, limits }) => `### ${name}\n\nSwitched on by ${setup}. ${limits}\n`,
  );
  return [
    '| emitter | recorded version | the variable | what arrives |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    ...paragraphs,
  ].join('\n');
}

const anchor = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^\w -]/g, '')
    .replaceAll(' ', '-');

const WORDS: readonly (readonly [string, (event: DoorEvent) => boolean])[] = [
  ['runs that begin', ({ type }) => type === 'agent.run.started'],
  ['runs', ({ type }) => type === 'agent.run.completed'],
  ['failed runs', ({ type }) => type === 'agent.run.failed'],
  ['model calls', ({ type }) => type === 'llm.request.completed'],
  ['failed model calls', ({ type }) => type === 'llm.request.failed'],
  ['tokens', ({ data }) => data['inputTokens'] !== undefined],
  ['cached tokens', ({ data }) => data['cachedInputTokens'] !== undefined],
  ['reasoning tokens', ({ data }) => data['reasoningTokens'] !== undefined],
  ['cost', ({ data }) => data['costMicroUsd'] !== undefined],
  ['tool calls', ({ type }) => type.startsWith('tool.call.')],
  ['equal calls', ({ data }) => data['argumentsHash'] !== undefined],
];

/** What the expected events of its recordings hold. */
function arrives({ recordings }: Pick<Emitter, 'recordings'>): string {
  const events = RECORDINGS.filter(({ name }) => recordings.includes(name)).flatMap(expectedOf);
  if (events.length === 0) return 'not recorded';
  return WORDS.filter(([, isThere]) => events.some(isThere))
    .map(([word]) => word)
    .join(', ');
}
