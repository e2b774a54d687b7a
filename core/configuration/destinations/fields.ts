import * as z from 'zod';
import { checkUrl } from '../../destination/url';
import { headerProblems } from '../custom-headers';
import { pathOf } from '../path-of';

/** What a credential is shown as. Given back in a change, it means "as it was". */
export const MASK = '***';

/** Where a schema of destinations is used. */
export interface Place {
  /** Hosts that the stage exempts from the rules of scheme, port and host. */
  allowedHosts: string[];
  /** A change of what is there: a credential may be given as `***`. */
  change: boolean;
}

export const url = ({ allowedHosts }: Place) =>
  z.string().check((context) => {
    const refused = checkUrl(context.value, allowedHosts);
    if (refused) context.issues.push({ code: 'custom', input: context.value, message: refused.detail });
  });

/** A credential: `form` says what it looks like. */
export const credential = (form: z.ZodType<string>, { change }: Place): z.ZodType<string> =>
  change ? z.union([z.literal(MASK), form]) : form;

export const headers = z
  .record(z.string(), z.string())
  .check((context) => {
    for (const { pointer, detail } of headerProblems(context.value)) {
      context.issues.push({ code: 'custom', input: context.value, path: pathOf(pointer), message: detail });
    }
  })
  .meta({
    description: 'Sent with every request. Values of headers that look like credentials are shown as `***`.',
    example: { 'x-env': 'prod' },
  });
