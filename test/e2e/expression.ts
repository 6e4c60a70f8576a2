/** Evaluates workflow expressions as far as ours use them: `${{ inputs.run == 'sync' && inputs.token || '' }}`. */

type Value = string | number | boolean | null | Contexts;
/** What names mean: `github`, `inputs`, `steps`, …. */
export interface Contexts {
  readonly [name: string]: Value | undefined;
}

const TOKEN = /\s*(?:('(?:[^']|'')*')|(\d+)|([A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*)|(==|!=|&&|\|\||[!(),]))/y;

/** Replaces the expressions in a text by their values. Throws if a name is in no context. */
export function filledIn(text: string, contexts: Contexts): string {
  return text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) => asText(valueOf(expression, contexts)));
}

/** Whether an `if:` lets a step run, with `${{ }}` around it or without. */
export function holds(condition: string, contexts: Contexts): boolean {
  return isTrue(valueOf(condition.replace(/^\s*\$\{\{(.*)\}\}\s*$/s, '$1'), contexts));
}

function valueOf(expression: string, contexts: Contexts): Value {
  const tokens = tokensOf(expression);
  let at = 0;
  const take = (token: string): boolean => tokens[at] === token && ++at > 0;
  const expect = (token: string): void => {
    if (!take(token)) throw new Error(`expected ${token} at token ${at} of ${expression}`);
  };
  // Both sides are always parsed, because the position in the tokens must advance.
  const or = (): Value => {
    let left = and();
    while (take('||')) left = ((right) => (isTrue(left) ? left : right))(and());
    return left;
  };
  const and = (): Value => {
    let left = equal();
    while (take('&&')) left = ((right) => (isTrue(left) ? right : left))(equal());
    return left;
  };
  const equal = (): Value => {
    const left = unary();
    if (take('==')) return isSame(left, unary());
    return take('!=') ? !isSame(left, unary()) : left;
  };
  const unary = (): Value => (take('!') ? !isTrue(unary()) : primary());
  const primary = (): Value => {
    if (take('(')) {
      const inner = or();
      expect(')');
      return inner;
    }
    const token = tokens[at++] ?? '';
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
    if (/^\d/.test(token)) return Number(token);
    if (token === 'true' || token === 'false') return token === 'true';
    if (take('(')) {
      expect(')');
      return lookUp(`functions.${token}`, contexts);
    }
    return lookUp(token, contexts);
  };
  const value = or();
  if (at < tokens.length) throw new Error(`nothing is expected behind token ${at} of ${expression}`);
  return value;
}

function tokensOf(expression: string): string[] {
  const tokens: string[] = [];
  const text = expression.trim();
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.length;) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new Error(`cannot be read from ${from} on: ${text}`);
    tokens.push(match[0].trim());
  }
  return tokens;
}

function lookUp(name: string, contexts: Contexts): Value {
  let value: Value = contexts;
  for (const key of name.split('.')) {
    if (value === null) return null;
    const inner: Value | undefined = typeof value === 'object' ? value[key] : undefined;
    if (inner === undefined) throw new Error(`no context has ${name}`);
    value = inner;
  }
  return value;
}

function isSame(left: Value, right: Value): boolean {
  return asText(left).toLowerCase() === asText(right).toLowerCase();
}

function isTrue(value: Value): boolean {
  return Boolean(value);
}

function asText(value: Value): string {
  if (value !== null && typeof value === 'object') throw new Error('an object is no text');
  return value === null ? '' : String(value);
}
