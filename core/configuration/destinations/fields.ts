import * as z from 'zod';
import { checkUrl } from '../../destination/url';
import { headerProblems } from '../custom-headers';
import { MASK } from '../mask';
import { pathOf } from '../path-of';

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

export const headers = ({ change }: Place) =>
  z
    .record(z.string(), z.string())
    .check((context) => {
      for (const { pointer, detail } of headerProblems(context.value, change)) {
        context.issues.push({ code: 'custom', input: context.value, path: pathOf(pointer), message: detail });
      }
    })
    .meta({
      description: 'Sent with every request. Their values are stored sealed, and shown as `***`.',
      example: { 'x-env': 'prod' },
    });
