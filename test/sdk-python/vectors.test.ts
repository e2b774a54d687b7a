import { readFileSync } from 'node:fs';
import { VECTORS, vectorsText } from './vectors';

it('The requests that the Python SDK is tested with are those that we sign: npx tsx test/sdk-python/write-vectors.ts', () => {
  expect(readFileSync(VECTORS, 'utf8')).toBe(vectorsText());
});
