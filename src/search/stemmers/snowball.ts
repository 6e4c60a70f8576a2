/**
 * The Snowball stemmers of lunr-languages, each loaded on demand. Each plug-in gets a Lunr object of its own, because it
 * writes to that object, and with a shared one a language could change another.
 */
import { stemBy } from './spelling.js';
import type { Stemmer } from './stemmer.js';

/** The parts of Lunr that the plug-ins use when they register. */
type LunrForPlugins = Record<string, unknown>;
type Plugin = (lunr: LunrForPlugins) => void;

/** The paths are literals so that the bundler makes a chunk of each. */
const PLUGINS: Readonly<Record<string, () => Promise<{ default: Plugin }>>> = {
  da: () => import('lunr-languages/lunr.da.js'),
  de: () => import('lunr-languages/lunr.de.js'),
  es: () => import('lunr-languages/lunr.es.js'),
  fi: () => import('lunr-languages/lunr.fi.js'),
  fr: () => import('lunr-languages/lunr.fr.js'),
  hu: () => import('lunr-languages/lunr.hu.js'),
  it: () => import('lunr-languages/lunr.it.js'),
  nl: () => import('lunr-languages/lunr.nl.js'),
  no: () => import('lunr-languages/lunr.no.js'),
  pt: () => import('lunr-languages/lunr.pt.js'),
  ro: () => import('lunr-languages/lunr.ro.js'),
  ru: () => import('lunr-languages/lunr.ru.js'),
  sv: () => import('lunr-languages/lunr.sv.js'),
  tr: () => import('lunr-languages/lunr.tr.js'),
};

/** Whether {@link loadSnowball} can load the language. */
export const isSnowball = (language: string): boolean => Object.hasOwn(PLUGINS, language);

/** Loads the stemmer of a language. Throws if {@link isSnowball} is false for it. */
export async function loadSnowball(language: string): Promise<Stemmer> {
  const plugin = PLUGINS[language];
  if (!plugin || !isSnowball(language)) throw new Error(`no Snowball stemmer for ${language}`);
  const [{ default: support }, { default: register }] = await Promise.all([
    import('lunr-languages/lunr.stemmer.support.js') as Promise<{ default: Plugin }>,
    plugin(),
  ]);
  const lunr: LunrForPlugins = {
    Pipeline: { registerFunction: () => undefined },
    generateStopWordFilter: () => () => undefined,
  };
  support(lunr);
  register(lunr);
  const stemmer = (lunr[language] as { stemmer?: Stemmer } | undefined)?.stemmer;
  if (!stemmer) throw new Error(`lunr-languages registered no stemmer for ${language}`);
  return (word) => stemBy(stemmer, word, language) || word;
}
