import { directive, type Directive, type Hold } from '../../../core/agent/directive';

/** What `support-bot` is asked to be by one hold. */
export const directiveOf = (hold: Pick<Hold, 'kind' | 'reason'>): Directive =>
  directive('support-bot', [{ holds: [{ id: 'hold_1', actor: 'key_1', ...hold }], version: 1 }], 0);

export const RUNNING: Directive = directive('support-bot', [], 0);
