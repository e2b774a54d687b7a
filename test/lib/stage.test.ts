import { Match } from 'aws-cdk-lib/assertions';
import { checkedStage, STAGES, stageNamed } from '../../lib/stage';
import { stackOf, templateOf } from './synthesized';

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

  it.each([0, 1.5, Number.NaN])('refuses %p recipients of e-mail a day', (mailRecipientsPerDay) => {
    expect(() => checkedStage({ ...stageNamed('dev'), mailRecipientsPerDay })).toThrow(
      /mailRecipientsPerDay/,
    );
  });

  it.each(['', 'a@example.com', '*.example.com', 'example'])('refuses %j as a domain of e-mail', (domain) => {
    expect(() => checkedStage({ ...stageNamed('dev'), mailTo: ['example.com', domain] })).toThrow(
      /mailTo has/,
    );
  });

  it('tells the functions where e-mail may go', () => {
    const mail = { mailTo: ['example.com', 'example.org'], mailRecipientsPerDay: 7 };
    const template = templateOf({ ...stageNamed('dev'), ...mail });
    const variables = { MAIL_TO: 'example.com,example.org', MAIL_RECIPIENTS_PER_DAY: '7' };
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike(variables) },
    });
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
