import type { ExpectationOf } from '../../format/expectation';
import { actorNamed, idOf, type Stage } from '../stage';

export function delivered(
  stage: Stage,
  { endpoint, events }: ExpectationOf<'delivered'>,
): string | undefined {
  const { requests } = actorNamed(stage, endpoint).endpoint;
  const names = events.flatMap((name) =>
    name.endsWith('*')
      ? [...stage.events.keys()].filter((each) => each.startsWith(name.slice(0, -1)))
      : [name],
  );
  const missing = names.filter(
    (name) => !requests.some(({ body, status }) => body.includes(`"${name}"`) && isSuccess(status)),
  );
  return missing.length > 0 ? `not delivered to ${endpoint}: ${missing.join(', ')}` : undefined;
}

const isSuccess = (status = 0): boolean => status >= 200 && status < 300;

export async function status(
  stage: Stage,
  { endpoint, is }: ExpectationOf<'status'>,
): Promise<string | undefined> {
  const { enabled } = await stage.sender.call('endpointStatus', { endpoint: idOf(stage, endpoint) });
  const found = enabled ? 'enabled' : 'disabled';
  return found === is ? undefined : `${endpoint} is ${found}`;
}

export async function told(
  stage: Stage,
  { endpoint, of }: ExpectationOf<'told'>,
): Promise<string | undefined> {
  const { notices } = await stage.sender.call('notices', { endpoint: idOf(stage, endpoint) });
  return notices.includes(of) ? undefined : `nobody was told of ${of}`;
}
