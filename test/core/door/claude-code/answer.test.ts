import type { Directive } from '../../../../core/agent/directive';
import { hookAnswer } from '../../../../core/door/claude-code/answer';
import { directiveOf, RUNNING } from '../directives';

const WHY = 'Tocsin has paused the agent "support-bot": five failures';
const PAUSED = directiveOf({ kind: 'pause', reason: 'five failures' });

describe('the answer to a hook', () => {
  it.each<[string, object]>([
    ['UserPromptSubmit', { decision: 'block', reason: WHY }],
    [
      'PreToolUse',
      {
        continue: false,
        stopReason: WHY,
        hookSpecificOutput: {
          hookEventName: 'PreToolUse',
          permissionDecision: 'deny',
          permissionDecisionReason: WHY,
        },
      },
    ],
    ['PostToolUse', { continue: false, stopReason: WHY }],
    ['PostToolUseFailure', {}],
    ['Stop', {}],
    ['StopFailure', {}],
    ['SessionEnd', {}],
    ['Notification', {}],
    ['toString', {}],
  ])('%s of a paused agent is %j', (hook, expected) => {
    expect(hookAnswer(hook, PAUSED)).toEqual(expected);
  });

  it.each<[string, Directive | undefined]>([
    ['running', RUNNING],
    ['asked to use another model', directiveOf({ kind: 'switchModel', reason: 'cheaper' })],
    ['not known', undefined],
  ])('lets an agent go on that is %s', (_, directive) => {
    expect(hookAnswer('PreToolUse', directive)).toEqual({});
  });

  it('names the reason of a review that pauses', () => {
    const answer = hookAnswer('UserPromptSubmit', directiveOf({ kind: 'review', reason: 'look at this' }));
    expect(answer).toEqual({
      decision: 'block',
      reason: 'Tocsin has paused the agent "support-bot": look at this',
    });
  });

  it('cuts a reason that is too long, and never through a character', () => {
    const { reason } = hookAnswer(
      'UserPromptSubmit',
      directiveOf({ kind: 'pause', reason: '\u{1f514}'.repeat(1_000) }),
    ) as { reason: string };
    expect([reason.length <= 500, reason.isWellFormed()]).toEqual([true, true]);
  });
});
