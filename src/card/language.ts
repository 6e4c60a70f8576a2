/** One name for each language, shared by cards, the index and queries. */

const ALIASES = new Map(Object.entries({ nb: 'no', nn: 'no', iw: 'he', in: 'id' }));

/** Returns the primary subtag of a language tag (BCP 47), without aliases: `pt-BR` → `pt`, `nb` → `no`, `iw` → `he`. */
export function primaryLanguage(tag: string): string {
  const primary = tag.toLowerCase().split(/[-_]/, 1)[0] ?? '';
  return ALIASES.get(primary) ?? primary;
}
