import * as z from 'zod';
import { agentNameProblem } from '../agent/agent-name';
import { LIMITS } from '../event/limits';

/** The name of one agent in a request or a configuration: whatever ingest takes as `source`, and nothing else. */
export const agentName = z
  .string()
  .min(1)
  .max(LIMITS.attributeCharacters)
  .check(({ value, issues }) => {
    const message = agentNameProblem(value);
    if (message !== undefined) issues.push({ code: 'custom', message, input: value });
  });
