/** The options of `kb new`, and the fields that they set. */
import { KbError } from '../../errors.js';

export interface NewOptions {
  readonly owner?: string[];
  readonly tag?: string[];
  readonly id?: string;
  readonly verifyEvery?: string;
  readonly verifyBy?: string;
  readonly audience?: string;
  readonly set?: string[];
  readonly draft?: true;
  readonly dir?: string;
  readonly path?: string;
  readonly body?: string;
  readonly edit: boolean;
  readonly yes?: true;
  readonly dryRun?: true;
}

/** The fields with their values as text, lists separated by commas. Throws KbError `usage` if `--set` has no `=`. */
export function givenFields(options: NewOptions): [field: string, value: string][] {
  const { owner, tag, id, verifyEvery, verifyBy, audience, draft } = options;
  const flags: readonly (readonly [field: string, value: string | undefined])[] = [
    ['owner', owner?.join(',')],
    ['tags', tag?.join(',')],
    ['id', id],
    ['verify-every', verifyEvery],
    ['verify-by', verifyBy],
    ['audience', audience],
    ['status', draft && 'draft'],
  ];
  const named = flags.flatMap(([field, value]): [string, string][] =>
    value === undefined ? [] : [[field, value]],
  );
  return [...named, ...(options.set ?? []).map(assignment)];
}

function assignment(text: string): [field: string, value: string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at).trim(), text.slice(at + 1)];
  throw new KbError('usage', `--set takes field=value; found “${text}”`, 'kb new … --set product=Cloud');
}
