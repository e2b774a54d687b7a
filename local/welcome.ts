import { relative } from 'node:path';
import type { LocalFile } from './state-folder';

/** The page that is printed when everything runs. */
export function welcome(
  { apiUrl, mailboxUrl, project, rootKey, adminKey, ingestKey }: LocalFile,
  stateDir: string,
  tookMs: number,
): string {
  const event =
    '{"type":"agent.run.failed","source":"support-bot","subject":"run_1","data":{"error":{"message":"timeout"}}}';
  return `
Tocsin is running, ready in ${(tookMs / 1000).toFixed(1)} s.

  API         ${apiUrl}
  Mailbox     ${mailboxUrl}
  Project     ${project}
  Ingest key  ${ingestKey}
  Admin key   ${adminKey}
  Root key    ${rootKey}

Post a first event:

  curl -s ${apiUrl}/v1/events -H 'content-type: application/json' \\
    -H 'authorization: Bearer ${ingestKey}' \\
    -d '${event}'

State and keys are kept in ${relative('', stateDir) || '.'}; npm start -- --fresh forgets them.
npm run demo replays real agent runs. Ctrl-C stops.
`;
}
