/** The forges that kb knows; each is loaded when it is chosen. */
import type { Choice } from '../choose.js';
import type { Forge } from '../forge.js';
import type { FileForgeOptions } from './file.js';
import type { GitHubSettings } from './github/octokit.js';

/** What forges get from outside. */
export interface ForgeSettings extends Pick<GitHubSettings, 'userAgent' | 'wait' | 'fetch'> {
  readonly files: FileForgeOptions;
}

type Open<Name extends Choice['forge']> = (
  choice: Extract<Choice, { forge: Name }>,
  settings: ForgeSettings,
) => Promise<Forge>;

const FORGES: { readonly [Name in Choice['forge']]: Open<Name> } = {
  github: async (choice, settings) => (await import('./github.js')).githubForge({ ...choice, ...settings }),
  file: async (_, { files }) => (await import('./file.js')).fileForge(files),
};

/** Throws KbError where the forge cannot be reached, or refuses. */
export function openForge(choice: Choice, settings: ForgeSettings): Promise<Forge> {
  return choice.forge === 'github' ? FORGES.github(choice, settings) : FORGES.file(choice, settings);
}
