import { openApi } from './described';

/** `npm run --silent openapi > openapi.json`: the document of these sources, as a deployment of them answers it. */
process.stdout.write(`${JSON.stringify(openApi, null, 2)}\n`);
