import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Permission, Principal } from '../../local/context';

/** What each role and each service of AWS asks for: `dynamodb:GetItem Events`, by construct, sorted. */
export type Calls = Record<string, string[]>;

/** The record of all journeys, kept with the sources so that a new right shows in a review. */
export const RECORD = join(__dirname, 'calls.json');

/** Where a run gathers what it has seen, so that the record can be checked as a whole or written anew. */
const SEEN = 'TOCSIN_SEEN_CALLS';

let record: Map<string, Set<string>> | undefined;

/** Notes what one running stack asks for. Names of constructs stand in for those of the account. */
export class CallRecorder {
  private seen = new Map<string, Set<string>>();

  readonly asked = (principal: Principal, { action, resource }: Permission): void => {
    const who = principal.kind === 'role' ? construct(principal.arn) : serviceName(principal);
    const calls = this.seen.get(who) ?? new Set();
    this.seen.set(who, calls.add(`${action} ${construct(resource)}`));
  };

  /** Throws where a call was made that the record does not have, and keeps all of them first where a run gathers. */
  finish(): void {
    const folder = process.env[SEEN];
    if (folder !== undefined) gather(folder, this.seen);
    record ??= asSets(JSON.parse(readFileSync(RECORD, 'utf8')) as Calls);
    const unknown = [...this.seen].flatMap(([who, calls]) =>
      [...calls].filter((call) => !record?.get(who)?.has(call)).map((call) => `${who}: ${call}`),
    );
    if (unknown.length > 0)
      throw new Error(
        `Not in test/iam/calls.json, which test/iam/record.ts writes anew:\n${unknown.join('\n')}`,
      );
  }
}

/** All that the stacks of a run have asked for. */
export function gathered(folder: string): Calls {
  const all = new Map<string, Set<string>>();
  for (const file of readdirSync(folder)) {
    const calls = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Calls;
    for (const [who, of] of Object.entries(calls)) all.set(who, new Set([...(all.get(who) ?? []), ...of]));
  }
  return sorted(all);
}

function gather(folder: string, seen: Map<string, Set<string>>): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify(sorted(seen)));
}

const serviceName = ({ service, sourceArn }: Extract<Principal, { kind: 'service' }>): string =>
  `${service} for ${construct(sourceArn)}`;

/**
 * `arn:aws:dynamodb:us-east-1:000000000000:table/Tocsin-dev-Events1A2B3C4D/index/due` as `Events/index/due`. What has a
 * name of its own (a key, the API's routes) is called by its kind: the template has one of each.
 */
export function construct(arn: string): string {
  const [, , service = '', , , ...rest] = arn.split(':');
  const resource = rest.join(':');
  if (service === 'kms') return 'EncryptionKey';
  if (service === 'secretsmanager') return 'RootSecret';
  if (service === 'ses') return 'MailIdentity';
  if (service === 'execute-api') return resource.includes('/authorizers/') ? 'Api/authorizers' : 'Api/routes';
  const named = /Tocsin-?dev-?(?:Bus[0-9A-F]+\/)?(?:Tocsin-dev-)?(\w+?)[0-9A-F]{8}(\/index\/\w+)?$/.exec(
    resource,
  );
  if (named) return `${named[1]}${named[2] ?? ''}`;
  return resource;
}

function asSets(calls: Calls): Map<string, Set<string>> {
  return new Map(Object.entries(calls).map(([who, of]) => [who, new Set(of)]));
}

function sorted(calls: Map<string, Set<string>>): Calls {
  return Object.fromEntries(
    [...calls].sort(([one], [other]) => (one < other ? -1 : 1)).map(([who, of]) => [who, [...of].sort()]),
  );
}
