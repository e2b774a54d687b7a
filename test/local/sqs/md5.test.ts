import fc from 'fast-check';
import { md5OfAttributes, md5OfBody } from '../../../local/sqs/md5';

const text = (StringValue: string) => ({ DataType: 'String', StringValue });
const names = fc.uniqueArray(fc.stringMatching(/^[a-z][\w-]{0,20}$/), { minLength: 1, maxLength: 10 });

test('the MD5 of a body is over its UTF-8 bytes', () => {
  expect(md5OfBody('')).toBe('d41d8cd98f00b204e9800998ecf8427e');
  expect(md5OfBody('grüße')).toBe('fee40dc24d0ad6a90c608052aa4e9e66');
});

test('no attributes have no MD5', () => {
  expect(md5OfAttributes({})).toBeUndefined();
});

test('the order of attributes does not count', () => {
  fc.assert(
    fc.property(names, fc.string({ minLength: 1 }), (keys, value) => {
      const attributes = keys.map((key) => [key, text(value)] as const);
      const turned = Object.fromEntries([...attributes].reverse());
      expect(md5OfAttributes(turned)).toBe(md5OfAttributes(Object.fromEntries(attributes)));
    }),
  );
});

test('length prefixes keep a name from running into its value', () => {
  expect(md5OfAttributes({ ab: text('c') })).not.toBe(md5OfAttributes({ a: text('bc') }));
});

test('text and the same bytes as binary differ', () => {
  const binary = { DataType: 'String', BinaryValue: Buffer.from('x').toString('base64') };
  expect(md5OfAttributes({ a: binary })).not.toBe(md5OfAttributes({ a: text('x') }));
});
