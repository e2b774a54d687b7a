import { isUtf8 } from 'node:buffer';
import type { OtlpFormat } from './answer';
import { checkJsonSize } from './budget';
import { readJson } from './read-json';
import { readProtobuf } from './read-protobuf';
import { type ResourceTelemetry, type Signal, Undecodable } from './telemetry';

/** Throws Undecodable, whose message says what is wrong and quotes nothing. */
export function readOtlp(bytes: Buffer, format: OtlpFormat, signal: Signal): ResourceTelemetry[] {
  if (format === 'protobuf') return readProtobuf(bytes, signal);
  if (!isUtf8(bytes)) throw new Undecodable('The body is not valid UTF-8');
  checkJsonSize(bytes);
  return readJson(bytes.toString('utf8'), signal);
}
