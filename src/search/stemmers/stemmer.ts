/** The type of a stemmer. */

/** Maps a folded word of one language to the index term that all its inflections share. Never throws; the result is not empty. */
export type Stemmer = (word: string) => string;
