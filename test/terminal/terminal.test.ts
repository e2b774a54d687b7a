import { columnsOf, fold } from '../../terminal/fold';
import { table } from '../../terminal/table';

describe('fold', () => {
  it('breaks a long line between words and keeps its indentation', () => {
    expect(fold('  one two three four', 12)).toBe('  one two\n  three four');
  });

  it('leaves lines that fit as they are, spaces and empty lines included', () => {
    expect(fold('a  b\n\n    c', 12)).toBe('a  b\n\n    c');
  });

  it('keeps a word that is too long whole, on a line of its own', () => {
    expect(fold('the key tcn_0123456789 of it', 10)).toBe('the key\ntcn_0123456789\nof it');
  });

  it('folds to the terminal, to 80 columns without one, and never to more than 100', () => {
    expect([{ columns: 60 }, {}, { columns: 200 }].map(columnsOf)).toEqual([60, 80, 100]);
  });
});

describe('table', () => {
  it('aligns its columns under a ruled heading, and has no borders and no colours', () => {
    const drawn = table(
      [
        ['what', 'left'],
        ['count', 'right'],
      ],
      [['events', 12], [{ content: 'one note', colSpan: 2 }]],
    );
    expect(drawn.split('\n')).toEqual(['what    count', '─────────────', 'events     12', 'one note']);
  });
});
