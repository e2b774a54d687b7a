import type { Directive } from '../../agent/directive';
import { pauseText } from '../pause-text';

/**
 * What Claude Code reads in the answer to a hook while its agent is paused. `continue: false` alone ends the run after
 * the tool call that it answers (seen in 2.1.332), so the call itself is denied as well. In the answer to
 * `PostToolUseFailure` it has no effect.
 */
const STOPS: Readonly<Record<string, (why: string) => object>> = {
  UserPromptSubmit: (reason) => ({ decision: 'block', reason }),
  PreToolUse: (why) => ({
    continue: false,
    stopReason: why,
    hookSpecificOutput: {
      hookEventName: 'PreToolUse',
      permissionDecision: 'deny',
      permissionDecisionReason: why,
    },
  }),
  PostToolUse: (stopReason) => ({ continue: false, stopReason }),
};

/** The answer to a hook. An empty object lets the agent go on, as it does if the directive is not known. */
export function hookAnswer(hook: string, directive: Directive | undefined): object {
  const why = directive && pauseText(directive);
  const stop = Object.hasOwn(STOPS, hook) ? STOPS[hook] : undefined;
  return why === undefined || stop === undefined ? {} : stop(why);
}
