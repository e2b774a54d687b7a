import fc from 'fast-check';
import { email } from '../../../../core/destination/kinds/email';
import { testAlert } from '../../../../core/notice/test-alert';

const NOW = Date.parse('2026-01-31T12:00:00Z');

const told = (type: string, data: unknown, source = 'bot') => ({
  event: { id: 'evt_1', type, source, time: '2026-01-31T12:00:00.000Z', data },
});

it('an alert: its name in the subject, its facts in both bodies, its thread in References', () => {
  const alert = testAlert('alert.firing', NOW);
  const mail = email({ id: 'evt_1', items: [told('alert.firing', alert)], more: 0 });
  expect(mail.subject).toContain(alert.monitor.name);
  expect(mail.headers).toEqual({ 'X-Tocsin-Notice': 'evt_1', References: `<${alert.id}@tocsin>` });
  for (const body of [mail.text, mail.html]) expect(body).toContain('Threshold');
});

it('alerts that began together and end together or apart are in one thread', () => {
  const alert = (id: string, type: string) => told(type, { ...testAlert(type, NOW), id });
  const threadsOf = (...items: ReturnType<typeof told>[]) =>
    email({ id: 'ntc_1', items, more: 0 }).headers['References']?.split(' ');
  const both = ['<alt_1@tocsin>', '<alt_2@tocsin>'];
  expect(threadsOf(alert('alt_2', 'alert.firing'), alert('alt_1', 'alert.firing'))).toEqual(both);
  expect(threadsOf(alert('alt_1', 'alert.resolved'), alert('alt_2', 'alert.resolved'))).toEqual(both);
  expect(threadsOf(alert('alt_2', 'alert.resolved'))).toEqual(['<alt_2@tocsin>']);
  const many = Array.from({ length: 30 }, (_, n) =>
    alert(`alt_01KE2M0C8TB5W6X4N3R7ZQ9Y${n + 10}`, 'alert.firing'),
  );
  expect(threadsOf(...many)?.join(' ').length).toBeLessThan(870);
});

it('several: as many as can be read, the others counted; repeats and tests say so', () => {
  const items = Array.from({ length: 30 }, (_, n) => told('agent.run.failed', {}, `bot-${n}`));
  const mail = email({ id: 'ntc_1', items, more: 5, repeat: 2, test: true });
  expect(mail.subject).toMatch(/\(and 34 more\)$/);
  expect(mail.text).toContain('and 15 more');
  expect(mail.text).toContain('told 2 times before');
  expect(mail.text).toContain('This is a test.');
});

it('links are buttons', () => {
  const links = { acknowledge: 'https://api.example.com/l/a', silence: 'https://api.example.com/l/"><b>' };
  const mail = email({ id: 'ntc_1', items: [{ ...told('x', {}), links }], more: 0 });
  expect(mail.html).toContain('href="https://api.example.com/l/a"');
  expect(mail.html).not.toContain('"><b>');
  expect(mail.text).toContain('Acknowledge: https://api.example.com/l/a');
});

it('no text of others ends a header, opens a tag or makes a message large', () => {
  const strange = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      'a\r\nBcc: x@example.com',
      '</h2><script>alert(1)</script>',
      '\u202Eabc',
      '"\'&',
      'x'.repeat(100_000),
    ),
  );
  fc.assert(
    fc.property(strange, strange, strange, (source, subject, reason) => {
      const alert = {
        ...testAlert('alert.firing', NOW),
        reason,
        group: { source },
        labels: { [subject]: reason },
      };
      const events = [
        told('alert.firing', alert, source),
        { event: { ...told('endpoint.failing', { reason }, source).event, subject } },
      ];
      const mail = email({ id: subject, items: events, more: 0 });
      const tags = new Set((mail.html.match(/<\/?[a-z!][a-z0-9]*/gi) ?? []).map((tag) => tag.toLowerCase()));
      for (const tag of ['<script', '<img', '<iframe']) expect(tags.has(tag)).toBe(false);
      expect(/[\p{Cc}\u202E]/u.test(mail.subject)).toBe(false);
      for (const value of Object.values(mail.headers)) expect(/^[\x20-\x7e]*$/.test(value)).toBe(true);
      expect(mail.subject.length).toBeLessThan(300);
      expect(mail.html.length + mail.text.length).toBeLessThan(100_000);
    }),
    { numRuns: 200 },
  );
});
