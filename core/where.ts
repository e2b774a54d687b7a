/** Members of a stored row and what they have to be; undefined: absent. */
export type Where = Readonly<Record<string, string | number | undefined | { below: number }>>;
