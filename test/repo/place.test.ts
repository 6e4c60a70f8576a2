/** Where a base begins. */
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findRoot } from '../../src/repo/place.js';
import { git, gitRepo, put, tempFolder } from './world.js';

describe('findRoot', () => {
  test('the root of the work tree, from any folder in it', () => {
    const root = gitRepo({ 'cards/deep/a.md': 'a' });
    const place = { root, config: null, gitDir: path.join(root, '.git') };
    expect(findRoot(root)).toEqual(place);
    expect(findRoot(path.join(root, 'cards/deep'))).toEqual(place);
  });

  test.each(['kb.config.yaml', 'kb.config.yml', 'kb.config.json'])('the folder of %s', (name) => {
    const root = gitRepo({ [`docs/${name}`]: '', 'docs/cards/a.md': '' });
    const docs = path.join(root, 'docs');
    const place = { root: docs, config: path.join(docs, name), gitDir: path.join(root, '.git') };
    expect(findRoot(path.join(docs, 'cards'))).toEqual(place);
    expect(findRoot(root)).toEqual({ root, config: null, gitDir: place.gitDir });
  });

  test('the nearest config, yaml before json', () => {
    const root = gitRepo({
      'kb.config.yaml': '',
      'in/kb.config.json': '',
      'in/kb.config.yaml': '',
      'in/x/a.md': '',
    });
    expect(findRoot(path.join(root, 'in/x')).config).toBe(path.join(root, 'in/kb.config.yaml'));
    expect(findRoot(root).config).toBe(path.join(root, 'kb.config.yaml'));
  });

  test('a config above the work tree is none of its', () => {
    const outer = tempFolder();
    put(outer, { 'kb.config.yaml': '', 'inner/a.md': 'a', 'plain/a.md': 'a' });
    git(path.join(outer, 'inner'), 'init', '-q');
    expect(findRoot(path.join(outer, 'inner')).config).toBeNull();
    expect(findRoot(path.join(outer, 'plain')).root).toBe(outer);
  });

  test('a folder, or a link that leads nowhere, with the name of a config', () => {
    const root = tempFolder();
    mkdirSync(path.join(root, 'kb.config.yaml'));
    symlinkSync('gone', path.join(root, 'kb.config.json'));
    expect(findRoot(root).config).toBeNull();
  });

  test('outside git and without a config: here', () => {
    const root = tempFolder();
    mkdirSync(path.join(root, 'a'));
    expect(findRoot(path.join(root, 'a'))).toEqual({
      root: path.join(root, 'a'),
      config: null,
      gitDir: null,
    });
  });

  test('linked work trees and submodules have their own git folder', () => {
    const shared = gitRepo();
    const root = gitRepo();
    const tree = path.join(tempFolder(), 'tree');
    git(root, 'worktree', 'add', '-q', tree);
    git(root, 'submodule', '--quiet', 'add', shared, 'sub');
    expect(findRoot(tree)).toEqual({
      root: tree,
      config: null,
      gitDir: path.join(root, '.git/worktrees/tree'),
    });
    const sub = path.join(root, 'sub');
    expect(findRoot(path.join(sub, 'cards'))).toEqual({
      root: sub,
      config: null,
      gitDir: path.join(root, '.git/modules/sub'),
    });
  });

  test('a .git file that leads nowhere ends the work tree; an empty .git folder is none', () => {
    const root = gitRepo();
    put(root, { 'moved/.git': 'gitdir: /nowhere/at/all\n', 'moved/x/a.md': '' });
    mkdirSync(path.join(root, 'empty/.git'), { recursive: true });
    const moved = path.join(root, 'moved');
    expect(findRoot(path.join(moved, 'x'))).toEqual({ root: moved, config: null, gitDir: null });
    expect(findRoot(path.join(root, 'empty')).root).toBe(root);
  });
});
