interface KnownDifference {
  pattern: string;
  events: string[];
  reason: string;
}

const tenForks = Array.from({ length: 10 }, (_, fork) => `"f${fork}":{"$or":[{"a":["x"]},{"b":["x"]}]}`);

/** Where we differ from event-ruler 2.0.1 on purpose. The generators keep clear of these; nothing else is tolerated. */
export const KNOWN_DIFFERENCES: KnownDifference[] = [
  {
    pattern: '{"a.b":["x"]}',
    events: ['{"a":{"b":"x"}}'],
    reason: 'ruler joins names with dots, so that a name with a dot also means a nested field',
  },
  {
    pattern: '{"a":{"b":["x"]}}',
    events: ['{"a.b":"x"}'],
    reason: 'ruler joins names with dots, so that a nested field also means a name with a dot',
  },
  {
    pattern: '{"a":[{"equals-ignore-case":"😀"}]}',
    events: ['{"a":"😀"}'],
    reason:
      'ruler takes the halves of a surrogate pair for two unknown characters; the same text must match itself',
  },
  {
    pattern: '{"a":[{"prefix":"\\ud83d"}]}',
    events: ['{"a":"?"}'],
    reason: 'ruler turns half a surrogate pair into a question mark',
  },
  {
    pattern: '{"a":[{"anything-but":{"wildcard":"*"}},{"prefix":{"equals-ignore-case":"a*b"}}]}',
    events: ['{"a":"xa*b"}'],
    reason: 'ruler confuses a "*" in a prefix with the wildcard beside it; "*" excludes every string',
  },
  {
    pattern: '{"a":[{"suffix":"\\""}]}',
    events: ['{"a":""}'],
    reason:
      'ruler compares with quotes around, so that the opening quote of an empty string counts as its end',
  },
  {
    pattern: '{"a":[{"cidr":"10.0.0.0/8"}]}',
    events: ['{"a":"a00::1"}'],
    reason: 'ruler compares digits only, so that an IPv6 address may lie in an IPv4 block',
  },
  {
    pattern: '{"a":[{"cidr":"0.0.0.0/1"}]}',
    events: ['{"a":1}'],
    reason: 'ruler compares digits only, so that a number may lie in a block of addresses',
  },
  {
    pattern: '{"a":[12345678901234567890]}',
    events: ['{"a":12345678901234567891}'],
    reason:
      'numbers that round to the same double are equal after JSON.parse; EventBridge promises 15 digits',
  },
  {
    pattern: '{"a":[{"numeric":["<",1]}]}',
    events: ['{"a":0.1000000000000000055}'],
    reason: 'ruler does not compare numbers that no double spells; after JSON.parse every number is a double',
  },
  {
    pattern: '{"a":[{"numeric":["=",0.1000000000000000055]}]}',
    events: [],
    reason: 'ruler refuses numbers that no double spells; after JSON.parse every number is a double',
  },
  {
    pattern: '{"a":[{"numeric":[">",5e-324]}]}',
    events: [],
    reason: 'Java spells the smallest double 4.9E-324, so that ruler refuses 5e-324',
  },
  {
    pattern: '{"a":[{"numeric":["<=",-1.7976931348623157e308]}]}',
    events: [],
    reason: 'ruler fails on a range that ends where its numbers begin',
  },
  {
    pattern: '{"a":[1e400]}',
    events: [],
    reason: 'ruler compares a number out of range as text; after JSON.parse it is Infinity, and refused',
  },
  {
    pattern: '{"a":{"b":["x"]},"a":{"c":["y"]}}',
    events: ['{"a":{"c":"y"}}'],
    reason: 'of two members with one name JSON.parse keeps the last',
  },
  {
    pattern: '{"a":[1]}',
    events: ['{"a":1,"a":2}'],
    reason: 'of two members with one name JSON.parse keeps the last',
  },
  {
    pattern: '{"$or":[{"1":["x"]},{"b":["y"]}],"1":["z"]}',
    events: ['{"1":"x"}'],
    reason:
      'JSON.parse puts names that are integers first, and of two requirements on one path the later counts',
  },
  {
    pattern: '{"a":["x"],"$or":[{"a":{"b":["y"]}},{"c":["z"]}]}',
    events: ['{"a":[["x"],{"b":"y"}]}'],
    reason:
      'one field as a value and as an object, in arrays of arrays: ruler wants them in the same inner array',
  },
  {
    pattern: '{"$or":["x"],"a":[{"anything-but":{"prefix":["p"]}}]}',
    events: [],
    reason:
      'ruler reads a pattern with $or as a field by an older grammar, without lists inside anything-but',
  },
  {
    pattern: `{${tenForks.join(',')}}`,
    events: [],
    reason: 'EventBridge allows 1,000 combinations of $or; ruler leaves that to its callers',
  },
  {
    pattern: `${'{"a":'.repeat(102)}["x"]${'}'.repeat(102)}`,
    events: [],
    reason: 'we allow 100 levels; EventBridge allows what 2,048 characters hold',
  },
];
