/** The search engines by name, each loaded when it is chosen. */
import type { SearchEngine } from '../engine.js';
import type { SearchField } from '../field.js';

/** An engine without documents, with the weight of each field. */
export type OpenEngine = (boosts: Readonly<Record<SearchField, number>>) => Promise<SearchEngine>;

export const ENGINES = {
  lunr: async (boosts) => (await import('./lunr/lunr.js')).lunrEngine(boosts),
} as const satisfies Readonly<Record<string, OpenEngine>>;
