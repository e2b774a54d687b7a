import { assignments, conditionMembers, conditions, updateMembers } from '../../../adapters/aws/assignments';

describe('Assignments', () => {
  it('set every member that has a value, by placeholders alone', () => {
    expect(assignments({ state: 'dead', reason: undefined, attempt: 0, z: '' })).toEqual({
      text: 'SET #state = :state, #attempt = :attempt, #z = :z',
      names: { '#state': 'state', '#attempt': 'attempt', '#z': 'z' },
      values: { ':state': 'dead', ':attempt': 0, ':z': '' },
    });
  });

  it('remove what is to go', () => {
    expect(assignments({ state: 'dead' }, ['slot', 'z'])).toEqual({
      text: 'SET #state = :state REMOVE #slot, #z',
      names: { '#state': 'state', '#slot': 'slot', '#z': 'z' },
      values: { ':state': 'dead' },
    });
    expect(assignments({}, ['z']).text).toBe('REMOVE #z');
  });
});

describe('Conditions', () => {
  it('hold if all members are as one of the alternatives says', () => {
    expect(
      conditions([
        { state: 'leased', leaseUntil: { below: 5 } },
        { state: 'queued', z: undefined },
      ]),
    ).toEqual({
      text: '(#state = :is0_state AND #leaseUntil < :is0_leaseUntil) OR (#state = :is1_state AND attribute_not_exists(#z))',
      names: { '#state': 'state', '#leaseUntil': 'leaseUntil', '#z': 'z' },
      values: { ':is0_state': 'leased', ':is0_leaseUntil': 5, ':is1_state': 'queued' },
    });
  });

  it('share the names of what they are conditions of, and no values', () => {
    expect(updateMembers(assignments({ version: 2 }), conditions([{ version: 1 }]))).toEqual({
      UpdateExpression: 'SET #version = :version',
      ConditionExpression: '(#version = :is0_version)',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':version': 2, ':is0_version': 1 },
    });
  });

  it('leave out values where there are none, as DynamoDB takes no empty ones', () => {
    expect(conditionMembers(conditions([{ id: undefined }]))).toEqual({
      ConditionExpression: '(attribute_not_exists(#id))',
      ExpressionAttributeNames: { '#id': 'id' },
    });
  });
});
