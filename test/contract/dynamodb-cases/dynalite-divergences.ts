/** Cases that dynalite 4.0.0 fails, and why. */
export const DYNALITE_DIVERGENCES: Readonly<Record<string, string>> = {};
