import type { ExpectationOf } from '../../format/expectation';
import { actorNamed, type Stage } from '../stage';

/** Standard Webhooks, "Signature scheme": the form of a symmetric secret, and one for each endpoint. */
export function secret(stage: Stage, { endpoint, number, is }: ExpectationOf<'secret'>): string | undefined {
  const { secrets } = actorNamed(stage, endpoint);
  const text = secrets.at(number ?? -1);
  if (text === undefined) return `the sender told no secret of ${endpoint}`;
  if (is === 'standard') return formFault(text);
  const all = [...stage.actors.values()].flatMap((actor) => actor.secrets);
  return all.filter((each) => each === text).length > 1 ? `${endpoint} shares its secret` : undefined;
}

function formFault(text: string): string | undefined {
  if (!/^whsec_[A-Za-z0-9+/]+={0,2}$/.test(text)) return 'the secret is not whsec_ and base64';
  const { length } = Buffer.from(text.slice('whsec_'.length), 'base64');
  return length >= 24 && length <= 64 ? undefined : `the secret has ${length} bytes, not 24 to 64`;
}
