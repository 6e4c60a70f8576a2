/** The checks of `kb doctor`: a sign, a name, what was found, and below it how to fix it. */
import type { Check } from '../repo/health.js';
import { safe } from './escape.js';
import { printed, type Style } from './style.js';
import { pad } from './width.js';

export function formatChecks(checks: readonly Check[], style: Style): string {
  const { marks, paint } = style;
  const widest = Math.max(...checks.map(({ name }) => name.length));
  const sign = ({ ok }: Check): string => {
    if (ok === true) return paint.green(marks.verified);
    return ok === 'warn' ? paint.yellow(marks.due) : paint.red(marks.stale);
  };
  return printed(
    checks.flatMap((check) => {
      const [found = '', ...more] = check.found.split('\n');
      const below = [
        ...more.map(safe),
        ...(check.fix?.split('\n') ?? []).map((line) => paint.bold(safe(line))),
      ];
      return [
        `${sign(check)} ${pad(check.name, widest)}  ${safe(found)}`,
        ...below.map((line) => `  ${pad('', widest)}  ${line}`),
      ];
    }),
    style,
  );
}
