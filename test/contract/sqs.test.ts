import { sqsContract } from './sqs.contract';
import { FAUXQS_DIFFERS, MINISTACK_DIFFERS } from './sqs/divergences';
import { startFauxqs, startOurs } from './sqs/targets';

sqsContract({ name: 'local SQS', start: startOurs });

sqsContract({ name: 'fauxqs', start: startFauxqs, known: FAUXQS_DIFFERS });

const ministack = process.env['TOCSIN_MINISTACK_URL'];
if (ministack !== undefined) {
  sqsContract({
    name: 'MiniStack',
    start: () => Promise.resolve({ endpoint: ministack, stop: () => Promise.resolve() }),
    known: MINISTACK_DIFFERS,
  });
}
