/** What a run costs in processor time: a busy machine lengthens it far less than the time on the wall. */

/** Milliseconds of processor time. */
export function cost(run: () => unknown): number {
  const start = process.cpuUsage();
  run();
  const used = process.cpuUsage(start);
  return (used.user + used.system) / 1000;
}

/** How many times as much a text costs as its first tenth: about 10 where the cost is linear, 100 where it is a square. */
export function growth(run: (text: string) => unknown, text: string): number {
  const tenth = text.slice(0, text.length / 10);
  run(tenth);
  // A time below the measure of a clock tick says nothing.
  const short = Math.max(
    cost(() => run(tenth)),
    10,
  );
  return cost(() => run(text)) / short;
}

/** More than any linear run grows, garbage collection and all, and less than a square one. */
export const LINEAR = 50;
