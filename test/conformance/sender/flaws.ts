/** What a sender can get wrong, one thing each; `test/conformance/flaws.test.ts` says which scenario notices. */
export const FLAWS = [
  // The request
  ...(['dropsQuery', 'sendsNoBody', 'plainContentType', 'noUserAgent', 'ownHeaderNames'] as const),
  ...(['ignoresHeaders', 'theirHeadersWin', 'comparesByCase'] as const),
  // Signatures
  ...(['signsWhatItParsed', 'newIdEachAttempt', 'timeOfTheEvent', 'idOfTheContent', 'idWithDot'] as const),
  ...(['shortSecret', 'sharedSecret', 'wrongSecret', 'takesAnySecret', 'oldSecretFirst'] as const),
  ...([
    'forgetsOldSecret',
    'oldSecretForEver',
    'oneOldSecret',
    'signsOnce',
    'wrongKeyPair',
    'oneSignature',
  ] as const),
  // What an answer means
  ...(['only200', 'followsRedirects', 'below400IsSuccess', 'interimIsFinal', 'upgradeIsSuccess'] as const),
  ...([
    'wantsReason',
    'wantsLength',
    'neverRetries',
    'neverRetries4xx',
    'networkErrorIsFinal',
    'retriesGone',
    'goneUnseen',
    'tellsNobody',
  ] as const),
  'retriesTooLarge',
  // When it tries again
  ...(['ignoresRetryAfter', 'retryAfterOn429Only', 'retryAfterInSecondsOnly', 'retryAfterByCase'] as const),
  ...(['retryAfterUnchecked', 'retryAfterAlone', 'retriesSuccess', 'endlessSchedule', 'noJitter'] as const),
  ...(['oldUrl', 'retriesDeleted', 'ignoresDisabled', 'newIdByHand', 'chainByHand'] as const),
  // Hostile answers
  ...([
    'noDeadline',
    'readsAll',
    'readsAllHeads',
    'inflatesAll',
    'storesTextOnly',
    'neverReconnects',
  ] as const),
  // TLS and addresses
  ...(['trustsNobody', 'insecure', 'noHostCheck', 'noGuard', 'guardsCreationOnly', 'takesHttp'] as const),
  // The body
  ...(['parsesJson', 'composesText', 'dropsControls', 'roundsNumbers', 'sortsKeys', 'dropsEmpty'] as const),
  ...(['skipsEmptyData', 'shallow', 'countsAttempts', 'plainCloudEvents', 'noAttributes'] as const),
  // Publishing, endpoints, recovery, isolation
  ...(['noIdempotency', 'racyIdempotency', 'firstEndpointOnly', 'allTypes', 'staysDisabled'] as const),
  ...(['dropsWhileDisabled', 'recoversNothing', 'recoversAll', 'losesAfterTen', 'oneQueue'] as const),
  ...(['waitsInQueue', 'strictOrder', 'noRateLimit'] as const),
] as const;

export type Flaw = (typeof FLAWS)[number];
