import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { guardAnswer, guardedAgent } from '../../../../core/door/litellm/guardrail';
import { directiveOf, RUNNING } from '../directives';
import { deep, hostileBody } from '../hostile';

const CAPTURED = readFileSync(join(__dirname, 'generic-guardrail.json'), 'utf8');
const asked = (more: object, agent?: string) =>
  guardedAgent(JSON.stringify({ input_type: 'request', ...more }), agent);

describe('the guardrail asks for the directive of', () => {
  it.each<[string, object, string]>([
    ['the agent of the settings', { additional_provider_specific_params: { agent: 'a' } }, 'a'],
    ['the tag of the header', { request_headers: { 'X-LiteLLM-Tags': ' b ,c' } }, 'b'],
    ['the key', { request_data: { user_api_key_alias: 'k', user_api_key_team_alias: 't' } }, 'k'],
    ['the team', { request_data: { user_api_key_alias: '', user_api_key_team_alias: 't' } }, 't'],
    ['litellm, if nothing says whose', {}, 'litellm'],
    ['litellm, if what says it is no name', { request_headers: { 'x-litellm-tags': '*,tocsin' } }, 'litellm'],
  ])('%s', (_, more, agent) => {
    expect(asked(more)).toBe(agent);
  });

  it('the agent that the address names, before all others', () => {
    expect(asked({ additional_provider_specific_params: { agent: 'a' } }, 'front')).toBe('front');
  });

  it('litellm, of what a proxy without tags and aliases has sent', () => {
    expect(guardedAgent(CAPTURED, undefined)).toBe('litellm');
  });

  it('nobody, for an answer of a model', () => {
    expect(asked({ input_type: 'response' }, 'front')).toBeUndefined();
  });

  it.each(['', '{"input', '[]', 'null', deep(100_000)])(
    'the agent of the address, if the body cannot be read; else nobody',
    (text) => {
      expect([guardedAgent(text, 'front'), guardedAgent(text, undefined)]).toEqual(['front', undefined]);
    },
  );

  it('some agent or nobody, whatever the body holds', () => {
    const names = [
      'input_type',
      'request_headers',
      'request_data',
      'additional_provider_specific_params',
      'texts',
    ];
    fc.assert(
      fc.property(hostileBody(names), (body) => {
        expect(['string', 'undefined']).toContain(typeof guardedAgent(JSON.stringify(body), undefined));
      }),
    );
  });
});

describe('the answer of the guardrail', () => {
  it('blocks by the reason of the pause', () => {
    expect(guardAnswer(directiveOf({ kind: 'pause', reason: 'five failures' }))).toEqual({
      action: 'BLOCKED',
      blocked_reason: 'Tocsin has paused the agent "support-bot": five failures',
    });
  });

  it.each([
    ['runs', RUNNING],
    ['is asked to use another model', directiveOf({ kind: 'switchModel', reason: 'cheaper' })],
    ['is not known', undefined],
  ])('lets a request through whose agent %s', (_, directive) => {
    expect(guardAnswer(directive)).toEqual({ action: 'NONE' });
  });
});
