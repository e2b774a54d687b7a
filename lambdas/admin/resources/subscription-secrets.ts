import { type GivenDestination, type Sealed, split } from '../../../core/configuration/destination';
import { Conflict, InvalidInput } from '../../../core/configuration/errors';
import {
  GENERATED_SECRET_BYTES,
  kindOf,
  missing,
  needs,
  secretProblem,
  usable,
} from '../../../core/configuration/secret';
import { newKeyPair, newSecret } from '../../../core/delivery/signature/signing-secret';
import { seal, secretContext } from '../../../core/seal';
import type { SealedSecret, Signature, Subscription } from '../../../core/subscription/subscription';
import type { Admin } from '../admin';

/** What is made for a scheme: rows' form, and what the owner is shown this once. */
interface Made {
  secrets: SealedSecret[];
  shown: { secret?: string; publicKey?: string };
}

interface Wanted extends Pick<Subscription, 'id' | 'project'> {
  signature: Signature;
  /** The owner's own one. */
  secret?: string | undefined;
  now: number;
}

/** Makes what the scheme needs. Throws `InvalidInput` for a given secret that it cannot use. */
export async function madeSecrets(admin: Admin, wanted: Wanted): Promise<Made> {
  const { signature, secret: given } = wanted;
  const detail = given === undefined ? undefined : secretProblem(given, signature);
  if (detail !== undefined) throw new InvalidInput([{ pointer: '/secret', detail }]);
  const made: Made = { secrets: [], shown: {} };
  if (needs(signature).includes('secret')) {
    const secret = given ?? newSecret(admin.random(GENERATED_SECRET_BYTES));
    made.secrets.push({ ...(await sealed(admin, wanted, secret)), ...kindOf(secret) });
    made.shown.secret = secret;
  }
  if (needs(signature).includes('keyPair')) {
    const pair = await keyPair(admin, wanted);
    made.secrets.push(pair);
    made.shown.publicKey = pair.publicKey;
  }
  return made;
}

/**
 * The secrets when the scheme is changed and nothing is to be shown: those that it can use, and a key pair if it
 * asks for one. Throws `Conflict` if it needs a shared secret that is not there.
 */
export async function secretsUnder(
  admin: Admin,
  before: Subscription,
  signature: Signature,
  now: number,
): Promise<SealedSecret[]> {
  const lacking = missing(before.secrets, signature);
  if (lacking.includes('secret')) {
    throw new Conflict(
      'The present secret cannot be used by this scheme: `rotate-secret` with `signature` changes both at once.',
    );
  }
  const kept = usable(before.secrets, signature);
  const isCurrent = ({ expiresAt }: SealedSecret): boolean => expiresAt === undefined;
  const made = lacking.includes('keyPair') ? [await keyPair(admin, { ...before, now })] : [];
  return [...kept.filter(isCurrent), ...made, ...kept.filter((secret) => !isCurrent(secret))];
}

type Place = Pick<Wanted, 'id' | 'project' | 'now'>;

async function keyPair(admin: Admin, place: Place): Promise<SealedSecret & { publicKey: string }> {
  const { secretKey, publicKey } = newKeyPair(admin.random(GENERATED_SECRET_BYTES));
  return { ...(await sealed(admin, place, secretKey)), kind: 'ed25519', publicKey };
}

async function sealed(admin: Admin, { id, project, now }: Place, text: string): Promise<SealedSecret> {
  return { sealed: await sealedText(admin, { id, project }, text), createdAt: now };
}

/** A secret of a subscription, as it is stored. */
async function sealedText(
  admin: Admin,
  { id, project }: Pick<Subscription, 'id' | 'project'>,
  text: string,
): Promise<string> {
  const key = await admin.dataKeys.get(project);
  return seal(key, text, secretContext(project, id), admin.random(12));
}

/** What is secret in a destination as it was given, sealed. */
export async function sealedParts(
  admin: Admin,
  place: Pick<Subscription, 'id' | 'project'>,
  given: GivenDestination,
): Promise<Sealed> {
  const { credential, headers } = split(given);
  const sealedHeaders = Object.entries(headers ?? {}).map(
    async ([name, value]) => [name, await sealedText(admin, place, value)] as const,
  );
  return {
    ...(credential !== undefined && { credential: await sealedText(admin, place, credential) }),
    ...(headers && { headers: Object.fromEntries(await Promise.all(sealedHeaders)) }),
  };
}
