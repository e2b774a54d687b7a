import type { Action, Input, LocalContext } from '../../context';
import { sqsError } from '../errors';
import { integer, optionalText } from '../input';
import { listQueues as list, queueArn, queueUrl } from '../queue';

const PAGE = 1000;

export const listQueues: Action = {
  permissions: (_input, local) => [{ action: 'sqs:ListQueues', resource: queueArn(local, '*') }],
  run(input: Input, local: LocalContext): object {
    const limit = integer(input, 'MaxResults', 1, PAGE) ?? PAGE;
    const after = afterName(input);
    const queues = list(local, optionalText(input, 'QueueNamePrefix') ?? '').filter(
      ({ name }) => name > after,
    );
    const page = queues.slice(0, limit);
    const last = page.at(-1);
    const more = input['MaxResults'] !== undefined && last && queues.length > limit;
    return {
      ...(page.length > 0 && { QueueUrls: page.map(({ name }) => queueUrl(local, name)) }),
      ...(more && { NextToken: Buffer.from(last.name).toString('base64url') }),
    };
  },
};

function afterName(input: Input): string {
  const token = optionalText(input, 'NextToken');
  if (token === undefined) return '';
  const name = Buffer.from(token, 'base64url').toString();
  if (!/^[\w-]+$/.test(name)) throw sqsError('InvalidParameterValue', 'Invalid or expired next token.');
  return name;
}
