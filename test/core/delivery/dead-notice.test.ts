import { deadNotice } from '../../../core/delivery/dead-notice';
import { decompress } from '../../../core/event/entry';

const ROW = {
  ...{ id: 'dlv_1', project: 'prj_1', event: 'evt_1', subscription: 'sub_1' },
  ...{ type: 'agent.run.failed', attempt: 11 },
};

describe('deadNotice', () => {
  it('tells what died, why, and after how many attempts', () => {
    const notice = deadNotice(ROW, 'attempts_exhausted', 1_800_000_000_000);
    expect(notice).toMatchObject({
      project: 'prj_1',
      type: 'delivery.dead',
      source: 'tocsin',
      subject: 'dlv_1',
    });
    expect(JSON.parse(decompress(notice?.z ?? ''))).toMatchObject({
      data: {
        ...{ delivery: 'dlv_1', event: 'evt_1', subscription: 'sub_1', type: 'agent.run.failed' },
        ...{ reason: 'attempts_exhausted', attempts: 11 },
      },
    });
  });

  it('1.5 has one id for each death: a repeat is the same, a death after a replay is another', () => {
    const id = (attempt: number, now: number) => deadNotice({ ...ROW, attempt }, 'x', now)?.id;
    expect(id(11, 1)).toBe(id(11, 2));
    expect(id(22, 1)).not.toBe(id(11, 1));
  });

  it.each(['delivery.dead', 'alert.firing', 'endpoint.disabled', 'tocsin.test', 'agent.paused'])(
    '1.5 says nothing about the failure of %s, that Tocsin made',
    (type) => expect(deadNotice({ ...ROW, type }, 'x', 1)).toBeUndefined(),
  );

  it('1.5 says nothing about a test', () => {
    expect(deadNotice({ ...ROW, test: true }, 'x', 1)).toBeUndefined();
  });
});
