/** Measures processor time, which a busy machine lengthens far less than wall time. */

/** Milliseconds of processor time. */
export function cost(run: () => unknown): number {
  const start = process.cpuUsage();
  run();
  const used = process.cpuUsage(start);
  return (used.user + used.system) / 1000;
}

/** More than any linear run grows, garbage collection included, and less than a quadratic one. */
export const LINEAR = 50;
/** A run that grows less does not read its input: the input is cut off or refused. */
const LEAST = 2;
/** Milliseconds: more than a tick of any clock. */
const MEASURABLE = 16;
const MOST_ATTEMPTS = 3;

/** How many times as much a text costs as its first tenth: about 10 if the cost is linear, 100 if it is quadratic. */
export function growth(run: (text: string) => unknown, text: string): number {
  const tenth = text.slice(0, text.length / 10);
  return growthFrom(
    () => run(tenth),
    () => run(text),
  );
}

/**
 * How many times as much the second run costs, which has ten times as much to do. Runs too short for a clock are repeated.
 * Throws if they cost about the same: such a pair would pass whatever the code does.
 */
export function growthFrom(tenth: () => unknown, whole: () => unknown): number {
  // Warm up: otherwise only the first run would pay for code that is not optimized yet.
  costOfOne(tenth);
  let grown = NaN;
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    grown = costOfOne(whole) / costOfOne(tenth);
    if (grown >= LEAST && grown < LINEAR) return grown;
  }
  if (grown < LEAST) throw new Error(`ten times as much costs only ${grown.toFixed(1)} times as much`);
  return grown;
}

function costOfOne(run: () => unknown): number {
  let [spent, runs] = [0, 0];
  for (; spent < MEASURABLE; runs++) spent += cost(run);
  return spent / runs;
}
