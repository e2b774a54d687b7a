import type { Directive } from '../agent/directive';

const MAX_CHARACTERS = 500;

/** Why an agent is stopped, for the person in front of it; undefined if it is not paused. */
export function pauseText({ agent, state, holds }: Directive): string | undefined {
  if (state !== 'paused') return undefined;
  const hold = holds.find(({ kind }) => kind === 'pause') ?? holds.find(({ kind }) => kind === 'review');
  const reason = hold?.reason ?? '';
  const text = `Tocsin has paused the agent "${agent}"${reason === '' ? '' : `: ${reason}`}`;
  return text.slice(0, MAX_CHARACTERS).toWellFormed();
}
