// Gathers the licences of the packages that went into the bundle: they ask that their text goes along.
import { readdirSync, readFileSync } from 'node:fs';

/** A plugin that notes the packages, and the text of all their licences. */
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
