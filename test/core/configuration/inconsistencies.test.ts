import { inconsistencies } from '../../../core/configuration/inconsistencies';
import type { PayloadFormat, Signature } from '../../../core/subscription/subscription';

const found = (
  signature: Signature,
  headers: Record<string, string> = {},
  format: PayloadFormat = 'tocsin',
) =>
  inconsistencies({
    signature,
    format,
    destination: { kind: 'webhook', url: 'https://example.com/', sealedHeaders: headers },
  }).map(({ pointer }) => pointer);

describe('settings that do not go together', () => {
  it('a header of the destination that the scheme sets, in any letter case', () => {
    const custom: Signature = { scheme: 'custom', header: 'X-Sig', encoding: 'hex' };
    expect(found(custom, { 'x-sig': 'fixed' })).toEqual(['/signature/header']);
    expect(found({ scheme: 'stripe', header: 'x-sig' }, { 'X-Sig': 'fixed' })).toEqual(['/signature/header']);
    expect(found(custom, { 'x-other': 'fixed' })).toEqual([]);
    expect(found({ scheme: 'standard' }, { 'x-sig': 'fixed' })).toEqual([]);
  });

  it('keywordsai, which re-writes JSON, with bodies that may be empty', () => {
    expect(found({ scheme: 'keywordsai' }, {}, 'cloudevents-binary')).toEqual(['/format']);
    expect(found({ scheme: 'keywordsai' }, {}, 'cloudevents-structured')).toEqual([]);
    expect(found({ scheme: 'github' }, {}, 'cloudevents-binary')).toEqual([]);
  });
});
