/** Options of `kb lint` that do not go together. */
import { KbError } from '../../errors.js';

interface ExclusiveOptions {
  readonly since?: string;
  readonly rule?: readonly string[];
  readonly fix?: true;
  readonly dryRun?: true;
  readonly external?: true;
  readonly updateBaseline?: true;
}

interface DryRunOptions extends ExclusiveOptions {
  readonly maxWarnings?: number;
  readonly format: string;
}

/** Throws KbError `usage` for options that do not go together. */
export function refuseMixed(
  words: readonly string[],
  { since, rule, fix, dryRun, external, updateBaseline }: ExclusiveOptions,
): void {
  if (updateBaseline && (words.length > 0 || since !== undefined || rule !== undefined)) {
    throw new KbError(
      'usage',
      '--update-baseline needs the whole base and all rules',
      'kb lint --update-baseline',
    );
  }
  if (external && (since !== undefined || updateBaseline)) {
    const message =
      '--external checks the web as it is today, so it cannot be combined with a branch or a baseline';
    throw new KbError('usage', message, 'kb lint --external');
  }
  if (dryRun && !fix) throw new KbError('usage', '--dry-run needs --fix', 'kb lint --fix --dry-run');
}

/** Throws KbError `usage` for options that a dry run would ignore: it only shows changes, and reports no problems. */
export function refuseUnshown({ since, external, updateBaseline, maxWarnings, format }: DryRunOptions): void {
  const others = { since, external, 'update-baseline': updateBaseline, 'max-warnings': maxWarnings };
  const [other] = Object.entries(others).find(([, value]) => value !== undefined) ?? [];
  const hint = 'kb lint --fix --dry-run';
  if (other !== undefined)
    throw new KbError(
      'usage',
      `--dry-run shows what --fix would change: --${other} does not go with it`,
      hint,
    );
  if (format !== 'text' && format !== 'json')
    throw new KbError('usage', `--dry-run shows changes as text or json; found “${format}”`, hint);
}
