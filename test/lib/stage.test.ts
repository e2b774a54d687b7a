import { checkedStage, STAGES, stageNamed } from '../../lib/stage';
import { stackOf } from './synthesized';

describe('stages', () => {
  it('names the known stages when asked for another', () => {
    expect(() => stageNamed('staging')).toThrow('Unknown stage "staging"; known: dev, prod');
  });

  it.each(STAGES)('$name is within its ranges', (stage) => {
    expect(stageNamed(stage.name)).toEqual(stage);
  });

  it.each([0, 366, 1.5, Number.NaN])('refuses %p days of retention', (eventRetentionDays) => {
    expect(() => checkedStage({ ...stageNamed('dev'), eventRetentionDays })).toThrow(
      /eventRetentionDays.*1 to 365/,
    );
  });

  it.each([1, 365])('takes %p days of retention', (eventRetentionDays) => {
    expect(checkedStage({ ...stageNamed('dev'), eventRetentionDays }).eventRetentionDays).toBe(
      eventRetentionDays,
    );
  });

  it.each([1, 1_001])('refuses a concurrency of %p, which an event source mapping cannot have', (deliver) => {
    const stage = stageNamed('dev');
    const maximumConcurrency = { ...stage.maximumConcurrency, deliver };
    expect(() => checkedStage({ ...stage, maximumConcurrency })).toThrow(/maximumConcurrency\.deliver/);
  });

  it('lets no private address through on AWS', () => {
    for (const stage of STAGES) expect(stage.allowedHosts).toEqual([]);
  });

  it('leaves room for the API in a new account, which has 10 concurrent executions', () => {
    const { route, deliver, monitor, slowDeliver, bury } = stageNamed('dev').maximumConcurrency;
    const busy = route + deliver + monitor;
    expect(busy).toBeLessThanOrEqual(6);
    expect(busy + slowDeliver + bury).toBeLessThanOrEqual(10);
  });

  it('protects production', () => {
    expect(stageNamed('prod')).toMatchObject({
      terminationProtection: true,
      deletionProtection: true,
      removalPolicy: 'retain',
    });
  });

  it('protects the stack itself from deletion in production, and only there', () => {
    expect(stackOf('prod').terminationProtection).toBe(true);
    expect(stackOf('dev').terminationProtection).toBe(false);
  });
});
