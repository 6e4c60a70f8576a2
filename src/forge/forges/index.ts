/** All forges that kb supports; the module of each is loaded when it is chosen. */
import type { Choice } from '../choose.js';
import type { Forge } from '../forge.js';
import type { FileForgeOptions } from './file.js';
import type { GitHubSettings } from './github/octokit.js';

/** The settings of forges that do not depend on the choice. */
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

/** Opens a forge. Throws KbError if it cannot be reached or refuses. */
export function openForge(choice: Choice, settings: ForgeSettings): Promise<Forge> {
  return choice.forge === 'github' ? FORGES.github(choice, settings) : FORGES.file(choice, settings);
}
