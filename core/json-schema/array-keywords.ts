import { keyOf } from './key-of';
import type { Schema } from './reference';
import { below, fault, type Keyword, type Test, type Visit } from './visit';

const forArray =
  (test: (array: readonly unknown[], visit: Visit) => boolean): Test =>
  (value, visit) =>
    !Array.isArray(value) || test(value, visit);

const size: Keyword = {
  names: ['minItems', 'maxItems'],
  test({ minItems = 0, maxItems = Infinity }) {
    const [min, max] = [minItems as number, maxItems as number];
    return forArray(({ length }, visit) => {
      if (length < min) return fault(visit, `must have at least ${min} items`);
      return length <= max || fault(visit, `must have at most ${max} items`);
    });
  },
};

/** An item with all others, besides reading it. */
const STEPS_TO_COMPARE = 4;

const uniqueItems: Keyword = {
  names: ['uniqueItems'],
  test({ uniqueItems: given }, { steps }) {
    if (given !== true) return () => true;
    return forArray((array, visit) => {
      steps.spend(STEPS_TO_COMPARE * array.length);
      const places = new Map<string, number>();
      for (const [index, item] of array.entries()) {
        const key = keyOf(item, steps);
        const first = places.get(key);
        if (first !== undefined) return fault(below(visit, index), `must not be the same as item ${first}`);
        places.set(key, index);
      }
      return true;
    });
  },
};

const items: Keyword = {
  names: ['prefixItems', 'items'],
  test({ prefixItems = [], items: rest }, { apply }) {
    const first = prefixItems as Schema[];
    return forArray((array, visit) => {
      const end = rest === undefined ? Math.min(first.length, array.length) : array.length;
      let valid = true;
      for (let index = 0; index < end; index += 1) {
        const schema = index < first.length ? first[index] : rest;
        if (!apply(schema as Schema, array[index], below(visit, index))) valid = false;
      }
      if (visit.evaluated) {
        visit.evaluated.allItems ||= rest !== undefined;
        visit.evaluated.firstItems = Math.max(visit.evaluated.firstItems, first.length);
      }
      return valid;
    });
  },
};

const contains: Keyword = {
  names: ['contains'],
  test({ contains: given, minContains = 1, maxContains = Infinity }, { apply }) {
    const [min, max] = [minContains as number, maxContains as number];
    const matches = (item: unknown): boolean =>
      apply(given as Schema, item, { place: undefined, faults: undefined, evaluated: undefined });
    return forArray((array, visit) => {
      let count = 0;
      for (const [index, item] of array.entries()) {
        if (count >= min && max === Infinity && !visit.evaluated) return true;
        if (!matches(item)) continue;
        count += 1;
        visit.evaluated?.addItem(index);
      }
      if (count < min) return fault(visit, `must have at least ${min} ${ITEMS_THAT_MATCH}; it has ${count}`);
      return count <= max || fault(visit, `must have at most ${max} ${ITEMS_THAT_MATCH}; it has ${count}`);
    });
  },
};

const ITEMS_THAT_MATCH = 'items that match the schema of "contains"';

export const UNEVALUATED_ITEMS: Keyword = {
  names: ['unevaluatedItems'],
  test({ unevaluatedItems: given }, { apply, steps }) {
    return forArray((array, visit) => {
      const { evaluated } = visit;
      if (!evaluated || evaluated.allItems) return true;
      steps.spend(array.length);
      let valid = true;
      for (const [index, item] of array.entries()) {
        if (evaluated.hasItem(index)) continue;
        if (!apply(given as Schema, item, below(visit, index))) valid = false;
      }
      evaluated.allItems = true;
      return valid;
    });
  },
};

export const ARRAY_KEYWORDS: readonly Keyword[] = [size, uniqueItems, items, contains];
