import * as z from 'zod';
import { scenario } from '../format/scenario';

/** The JSON Schema of a scenario file (draft 2020-12), as text. */
export const scenarioSchema = (): string =>
  `${JSON.stringify(z.toJSONSchema(scenario, { io: 'input' }), null, 2)}\n`;
