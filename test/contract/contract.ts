/** What any implementation of a service must do, by name. */
export type Cases<World> = Record<string, (world: World) => Promise<void>>;

/** Where an implementation is known to differ from AWS, and how: case → reason. */
export type Divergences = Readonly<Record<string, string>>;

/** Declares one test a case. A divergent case must fail: once it passes, its entry has to go. */
export function holds<World>(cases: Cases<World>, world: () => World, known: Divergences = {}): void {
  for (const [name, run] of Object.entries(cases)) {
    const reason = known[name];
    if (reason === undefined) test(name, () => run(world()));
    else test(`differs: ${name} (${reason})`, () => stillDiffers(name, () => run(world())));
  }
  test('the known divergences name cases', () => {
    expect(Object.keys(known).filter((name) => !(name in cases))).toEqual([]);
  });
}

async function stillDiffers(name: string, run: () => Promise<void>): Promise<void> {
  const failed = await run().then(
    () => false,
    () => true,
  );
  if (!failed) throw new Error(`"${name}" holds now: remove it from the known divergences`);
}
