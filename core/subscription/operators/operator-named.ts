import type { Operator } from '../alternative';
import { anythingBut } from './anything-but';
import { cidr } from './cidr';
import { equalsIgnoreCase } from './equals-ignore-case';
import { exists } from './exists';
import { numeric } from './numeric';
import { prefix } from './prefix';
import { suffix } from './suffix';
import { text } from './text';
import { wildcard } from './wildcard';

const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['exactly', (operand, pointer) => ({ kind: 'equals', value: text(operand, pointer, 'exactly') })],
  ['prefix', prefix],
  ['suffix', suffix],
  ['equals-ignore-case', equalsIgnoreCase],
  ['wildcard', wildcard],
  ['anything-but', anythingBut],
  ['numeric', numeric],
  ['exists', exists],
  ['cidr', cidr],
]);

export function operatorNamed(name: string): Operator | undefined {
  return operators.get(name);
}
