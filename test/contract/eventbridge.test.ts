import { eventBridgeContract } from './eventbridge.contract';
import { MINISTACK_DIFFERS } from './eventbridge/divergences';
import { connect, startOurs } from './eventbridge/targets';

eventBridgeContract({ name: 'local EventBridge', start: startOurs });

const ministack = process.env['TOCSIN_MINISTACK_URL'];
if (ministack !== undefined) {
  eventBridgeContract({ name: 'MiniStack', start: () => connect(ministack), known: MINISTACK_DIFFERS });
}
