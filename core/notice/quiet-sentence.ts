import type { PutOff } from '../delivery/plan/plan-kinds';
import type { Subscription } from '../subscription/subscription';
import type { QuietReason } from './quiet';
import type { CompiledSilence } from './silence';

/** That people are told later, or not at all. */
type Quiet = Extract<PutOff, { do: 'wait' | 'withhold' }>;

const iso = (ms: number): string => new Date(ms).toISOString();

/** Why people are told later or not at all, in words. */
export function quietSentence(
  quiet: Pick<Quiet, 'reason'> & { endsAt?: number },
  { delaySeconds = 0 }: Pick<Subscription, 'delaySeconds'>,
  silences: readonly CompiledSilence[],
): string {
  const { reason, endsAt = Infinity } = quiet;
  const end = endsAt < Infinity ? ` until ${iso(endsAt)}` : '';
  const sentences: Partial<Record<string, string>> = {
    resolved: 'the alert is resolved',
    stale: 'the alert is another by now, of which another event tells',
    neverTold: 'it was not told that the alert fires',
    firingUnderWay: 'that the alert fires is still on its way to it',
    acknowledged: 'the alert is acknowledged',
    delayed: `told if the alert still fires after ${delaySeconds} s`,
    muted: `muted${end}`,
    agentPaused: `its agent is paused${end}`,
  } satisfies Record<Exclude<QuietReason, `silenced by ${string}`>, string>;
  return sentences[reason] ?? silencedSentence(reason, end, silences);
}

function silencedSentence(reason: QuietReason, end: string, silences: readonly CompiledSilence[]): string {
  const silence = silences.find(({ id }) => reason === `silenced by ${id}`);
  return `${reason}${end}${silence ? ` (${silence.reason})` : ''}`;
}
