/** What a stemmer is. */

/** Folded word of one language → the text that stands for all its inflections in the index. Never throws; not empty. */
export type Stemmer = (word: string) => string;
