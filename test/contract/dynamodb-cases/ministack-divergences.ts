/** Cases that MiniStack 1.5.33 fails, and why. */
export const MINISTACK_DIVERGENCES: Readonly<Record<string, string>> = {};
