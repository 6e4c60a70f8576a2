/** One name for each language: cards, the index and queries must call it the same. */

const ALIASES = new Map(Object.entries({ nb: 'no', nn: 'no', iw: 'he', in: 'id' }));

/** Primary subtag of a language tag (BCP 47), under one name: `pt-BR` → `pt`, `nb` → `no`, `iw` → `he`. */
export function primaryLanguage(tag: string): string {
  const primary = tag.toLowerCase().split(/[-_]/, 1)[0] ?? '';
  return ALIASES.get(primary) ?? primary;
}
