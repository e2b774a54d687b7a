import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { callerFields, callerOf } from '../caller';
import type { Throttle } from '../key-throttle';
import { log, logError } from '../log';
import type { Application } from './application';
import { weightOf } from './request-weight';
import type { AdminEvent, Noted } from './http/serve';

interface Tools {
  app: Application;
  throttle: Throttle;
  now: () => number;
}

/** Answers a request unless its key makes too many, and writes one line of it: the route, never the path. */
export const logged =
  ({ app, throttle, now }: Tools) =>
  async (event: AdminEvent): Promise<APIGatewayProxyStructuredResultV2> => {
    const began = now();
    const { requestId, authorizer } = event.requestContext;
    const caller = callerOf(authorizer?.lambda);
    const noted: Noted = { route: event.routeKey };
    const weight = weightOf(event.requestContext.http.method, event.rawPath);
    const throttled =
      caller.keyId === '' ? undefined : await throttle(caller, { requestId, weight, now: began });
    const response = throttled ?? (await app(event, noted));
    const { error, ...asked } = noted;
    const { statusCode: status } = response;
    const line = { requestId, ...callerFields(caller), ...asked, status, durationMs: now() - began };
    if (error !== undefined) logError('admin', error, line);
    else if (throttled) log('admin', { ...line, throttled: true }, { RequestsThrottled: 1 });
    else log('admin', line);
    return response;
  };
