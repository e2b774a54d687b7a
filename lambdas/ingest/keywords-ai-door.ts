import { keywordsAiEvents } from '../../core/door/keywords-ai/to-events';
import { type JsonDoor, takeLogs } from './json-door';

/** `POST .../api/request-logs/` and `.../create/`, answered as Keywords AI answers. */
export const keywordsAi: JsonDoor = (tools, request, at) =>
  takeLogs(tools, request, at, keywordsAiEvents, () => ({ message: 'log successful' }));
