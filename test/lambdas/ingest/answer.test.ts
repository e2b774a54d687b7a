import { problem } from '../../../core/problem';
import { answer, problemAnswer, type Result } from '../../../lambdas/ingest/answer';

const yes: Result = { status: 'accepted', id: 'evt_1' };
const no = (status: number): Result => ({ status: 'refused', error: problem(status, `because ${status}`) });

const answered = (...results: Result[]) => {
  const { statusCode, headers, body } = answer(results, [], 'req-1');
  return { statusCode, headers, body: JSON.parse(body ?? '') as Record<string, unknown> };
};

describe('answer', () => {
  it.each<[Result[], number]>([
    [[yes], 202],
    [[yes, yes], 202],
    [[yes, no(400)], 207],
    [[no(503), yes], 207],
    [[no(400)], 400],
    [[no(413)], 413],
    [[no(503)], 503],
    [[no(503), no(503)], 503],
    [[no(400), no(503)], 503],
    [[no(413), no(413)], 413],
    [[no(413), no(400)], 400],
  ])('%j has the status %i', (results, status) => expect(answered(...results).statusCode).toBe(status));

  it('names what became of each event in order, and the directives', () => {
    const results = [no(400), yes];
    const { body, headers } = answered(...results);
    expect(body).toEqual({ results, directives: [] });
    expect(headers).toEqual({ 'content-type': 'application/json' });
    expect(JSON.parse(answer([yes], null, 'req-1').body ?? '')).toMatchObject({ directives: null });
  });

  it('is the problem of a single event that was refused', () => {
    expect(answered(no(400))).toMatchObject({
      headers: { 'content-type': 'application/problem+json' },
      body: { title: 'Bad Request', status: 400, detail: 'because 400', requestId: 'req-1' },
    });
  });

  it('is a problem with all results where all of several were refused', () => {
    const results = [no(400), no(413)];
    expect(answered(...results).body).toMatchObject({
      ...{ status: 400, detail: 'None of the 2 events was accepted', requestId: 'req-1', results },
    });
  });

  it('asks to come back soon where the fault is ours, and only there', () => {
    expect(problemAnswer(problem(503, 'x'), 'r').headers).toMatchObject({ 'retry-after': '1' });
    expect(problemAnswer(problem(413, 'x'), 'r').headers).not.toHaveProperty('retry-after');
  });
});
