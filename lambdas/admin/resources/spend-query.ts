import * as z from 'zod';
import { timeZone } from '../../../core/configuration/time-zone';
import { DIMENSIONS, type Dimension } from '../../../core/price/spend';
import { durationMs, SINCE_WORDS, sinceWord, type Since } from '../../../core/price/spend-span';
import { givenTime } from '../fields';

const SINCE_RULE = `${SINCE_WORDS.join(', ')}, a duration back from now such as 90m, 24h or 7d, and times of RFC 3339 such as 2026-01-31T12:00:00Z`;

const refused = (value: string, rule: string): string => `${JSON.stringify(value)} is none of ${rule}`;

const since = z
  .string()
  .max(64)
  .transform((text, { addIssue }): Since => {
    const word = sinceWord(text);
    if (word) return { word };
    const agoMs = durationMs(text);
    if (agoMs !== undefined) return { agoMs };
    const time = givenTime.safeParse(text);
    if (time.success) return { at: time.data };
    addIssue({ code: 'custom', message: refused(text, SINCE_RULE) });
    return z.NEVER;
  })
  .prefault('today')
  .meta({
    description:
      '`today`, `yesterday`, `week` or `month` of the time zone; a duration back from now; or a time (RFC 3339). ' +
      '`today` if not given',
    example: 'today',
  });

const isDimension = (name: string): name is Dimension => DIMENSIONS.some((dimension) => dimension === name);

const by = z
  .string()
  .max(64)
  .transform((text, { addIssue }): Dimension[] => {
    const names = text.split(',');
    const unknown = names.find((name) => !isDimension(name));
    if (unknown !== undefined)
      addIssue({
        code: 'custom',
        message: refused(unknown, `${DIMENSIONS.join(', ')}, with commas between them`),
      });
    else if (new Set(names).size < names.length)
      addIssue({ code: 'custom', message: `${JSON.stringify(text)} has a name twice` });
    return names.filter(isDimension);
  })
  .prefault('agent')
  .meta({
    description:
      'What rows are of: `agent`, `model`, `day`, or several of them with commas. `agent` if not given',
    example: 'agent,model',
  });

export const spendQuery = z.strictObject({
  since,
  until: givenTime.optional().meta({ description: 'Exclusive; now if not given, or the end of `yesterday`' }),
  timeZone: timeZone.default('UTC').meta({ description: 'Of days, weeks and months; UTC if not given' }),
  by,
});
