// Collects the licenses of the bundled packages, which require their text to be distributed along with them.
import { readdirSync, readFileSync } from 'node:fs';

/** A plugin that records the bundled packages, and a function that returns the text of all their licenses. */
export function licences() {
  const folders = new Set();
  return {
    plugin: {
      name: 'licences',
      generateBundle(_options, files) {
        for (const { moduleIds = [] } of Object.values(files)) {
          for (const id of moduleIds) {
            const [folder] = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id) ?? [];
            if (folder) folders.add(folder);
          }
        }
      },
    },
    text: () =>
      [...folders]
        .sort()
        .map(textOf)
        .join(`\n${'-'.repeat(80)}\n\n`),
  };
}

function textOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const texts = files.map((file) => `\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}\n`);
  return `${name} ${version} (${license})\n${texts.join('')}`;
}
