/** What a credential is shown as. Given back in a change, it means "as it was". */
export const MASK = '***';
