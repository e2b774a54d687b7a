import type { Action } from '../../context';
import { readPermission } from '../access';
import { invalid } from '../invalid';
import { readPage } from '../page';
import { Parameters } from '../parameters';
import { READ_PARAMETERS, pageAnswer, readRequest } from '../read-request';

const MAX_SEGMENTS = 1_000_000;
const PARTITION_SPACE = 2 ** 32;

export const scan: Action = {
  permissions: (input, local) => [readPermission(local, 'Scan', input)],
  run(input, local) {
    const parameters = new Parameters(input, [...READ_PARAMETERS, 'Segment', 'TotalSegments']);
    const segment = readSegment(parameters);
    const request = readRequest(parameters, local);
    const { table, index, limit, consistent, expressions, start } = request;
    const page = readPage(local, {
      range: { table, index, after: start, forward: true, ...segment },
      consistent,
      limit,
      filter: expressions.filter,
      projection: expressions.projection,
    });
    return pageAnswer(parameters, request, page);
  },
};

function readSegment(parameters: Parameters): { from?: Buffer; to?: Buffer } {
  const total = parameters.integer('TotalSegments', 1, MAX_SEGMENTS);
  const segment = parameters.integer('Segment', 0, MAX_SEGMENTS - 1);
  if (total === undefined && segment === undefined) return {};
  if (total === undefined) {
    throw invalid(
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    );
  }
  if (segment === undefined) {
    throw invalid(
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    );
  }
  if (segment >= total) {
    throw invalid(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${segment} is not less than TotalSegments: ${total}`,
    );
  }
  const from = boundary(segment / total);
  return segment + 1 < total ? { from, to: boundary((segment + 1) / total) } : { from };
}

function boundary(share: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(Math.floor(share * PARTITION_SPACE));
  return bytes;
}
