/** Groups that a monitor counts apart at the same time (SEMANTICS 3.9). */
export const MAX_GROUPS = 1_000;

/** The group of everything that came when all places were taken: it may alert, and never acts on anybody. */
export const OVERFLOW = 'overflow';
