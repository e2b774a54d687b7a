/** Throws on any other Node than the functions' runtime has, whose starts and load times would prove nothing. */
export function requireNode24(): void {
  const { node } = process.versions;
  if (!node.startsWith('24.')) throw new Error(`This is Node ${node}; the functions run on Node 24`);
}
