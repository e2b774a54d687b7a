import { relative } from 'node:path';
import { fold } from '../terminal/fold';
import type { LocalFile } from './state-folder';

/** The page that is printed when everything runs. Its commands can be pasted as they are. */
export function welcome(file: LocalFile, stateDir: string, tookMs: number, columns: number): string {
  const { apiUrl, mailboxUrl, project, rootKey, adminKey, ingestKey, otlpEndpoint } = file;
  return `
Tocsin is running, ready in ${(tookMs / 1000).toFixed(1)} s.

  API       ${apiUrl}
  Mailbox   ${mailboxUrl}
  Project   ${project}
  Root key  ${rootKey}

Post a first event, with the ingest key:

  KEY=${ingestKey}
  curl -s ${apiUrl}/v1/events \\
    -H "authorization: Bearer $KEY" -H 'content-type: application/json' \\
    -d '{"type": "agent.run.failed", "source": "support-bot",
         "subject": "run_1", "data": {"error": {"message": "timeout"}}}'

See it in the list of events, with the admin key:

  KEY=${adminKey}
  curl -s '${apiUrl}/v1/events?limit=1' \\
    -H "authorization: Bearer $KEY"

An agent that is instrumented with OpenTelemetry needs one variable, which
ends with the agent's name (docs/connect.md):

export OTEL_EXPORTER_OTLP_ENDPOINT=\\
${brokenAddress(otlpEndpoint)}

Then, in another terminal:

  npm run demo

${fold(
  'The demo replays 200 recorded agent runs. README.md, "The first webhook in one minute", delivers events to a ' +
    'receiver of your own.',
  columns,
)}

${fold(
  `Ctrl-C stops. State and keys are kept in ${shownPath(stateDir)} for the next npm start; npm start -- --fresh forgets them.`,
  columns,
)}
`;
}

/** The shell joins the lines again; none of them is wider than a key. */
const brokenAddress = (address: string): string =>
  address.replace(/(?=tcn_in_)|(?<=tcn_in_[^/]+)(?=\/)/g, '\\\n');

/** Relative to the current folder if it is inside. */
function shownPath(path: string): string {
  const inside = relative('', path);
  return inside.startsWith('..') ? path : inside || '.';
}
