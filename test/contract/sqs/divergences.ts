import type { Divergences } from '../contract';

const UNCHECKED = 'takes it unchecked';

/** fauxqs 1.9.2. */
export const FAUXQS_DIFFERS: Divergences = {
  'SendMessage answers the MD5 of the body': 'refuses characters beyond U+FFFF',
  'a body keeps every allowed character': 'refuses characters beyond U+FFFF',
  'a delay over 900 s is refused': UNCHECKED,
  'a negative delay is refused': UNCHECKED,
  'a MessageGroupId is taken on a standard queue and given back': 'drops it on standard queues',
  'entries keep their own delay and group': 'drops the group on standard queues',
  'a MessageGroupId over 128 characters is refused': UNCHECKED,
  'a MessageGroupId with a space is refused': UNCHECKED,
  'a MessageDeduplicationId is refused on a standard queue': UNCHECKED,
  'attributes not asked for stay away': 'an empty list of names means all of them',
  'ten attributes are taken, eleven refused': UNCHECKED,
  'an empty attribute value is refused': UNCHECKED,
  'an unknown data type is refused': UNCHECKED,
  'a Number must be a number': UNCHECKED,
  'a reserved attribute name is refused': UNCHECKED,
  'a made-up handle is refused': 'deletes nothing, without an error',
  'a bad handle fails alone in a delete batch': 'deletes nothing, without an error',
  'a made-up handle has no visibility': 'answers MessageNotInflight',
  'the visibility of a deleted message cannot be changed': 'answers MessageNotInflight',
  'a batch id has at most 80 characters': UNCHECKED,
  'one bad entry fails alone': 'takes a delay over 900 s',
  'a dead message says where it came from': 'has no DeadLetterQueueSourceArn',
  'a new queue has the documented defaults': 'has no SqsManagedSseEnabled',
  'an unknown attribute name is refused': UNCHECKED,
  'two purges within 60 s are refused': UNCHECKED,
};

/** MiniStack 1.5.33. */
export const MINISTACK_DIFFERS: Divergences = {
  'attributes count towards the size': 'counts the body alone',
  'a delay over 900 s is refused': UNCHECKED,
  'a negative delay is refused': UNCHECKED,
  'a MessageGroupId over 128 characters is refused': UNCHECKED,
  'a MessageGroupId with a space is refused': UNCHECKED,
  'a MessageDeduplicationId is refused on a standard queue': UNCHECKED,
  'ten attributes are taken, eleven refused': UNCHECKED,
  'an empty attribute value is refused': UNCHECKED,
  'an unknown data type is refused': UNCHECKED,
  'a Number must be a number': UNCHECKED,
  'a reserved attribute name is refused': UNCHECKED,
  'waiting over 20 s is refused': UNCHECKED,
  'a VisibilityTimeout over 12 h is refused': UNCHECKED,
  'a visibility over 12 h is refused': UNCHECKED,
  'deleting twice is no error': 'answers ReceiptHandleIsInvalid',
  'the visibility of a deleted message cannot be changed': 'answers ReceiptHandleIsInvalid',
  'the visibility of a message that is not in flight cannot be changed': 'changes it',
  'one bad entry fails alone': 'takes a delay over 900 s',
  'a new queue has the documented defaults': 'has no SqsManagedSseEnabled',
  'an unknown attribute name is refused': UNCHECKED,
  'two purges within 60 s are refused': UNCHECKED,
};
