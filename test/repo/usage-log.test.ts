/** The usage log: lines are never torn, failures do no harm, and it does not grow forever. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../src/day.js';
import { sharedFolder } from '../../src/repo/store.js';
import { diskUsageLog } from '../../src/repo/usage-log.js';
import { lineOf } from '../../src/usage/event.js';
import { useOf } from '../../src/usage/use.js';
import { opened, searched, TODAY } from '../usage/sample.js';
import { runAsNobody, runLimited, starter } from './child.js';
import { git, gitRepo, put, tempFolder } from './world.js';

const logIn = (root: string) => ({
  folder: path.join(root, 'kb'),
  file: path.join(root, 'kb/usage.jsonl'),
  log: diskUsageLog(path.join(root, 'kb')),
});
const useIn = async (log: ReturnType<typeof diskUsageLog>, id: string): Promise<number> => {
  const summary = await log.use();
  return summary === null ? 1 : useOf(summary, id, TODAY);
};

describe('a usage log', () => {
  test('has nothing at first, and makes nothing when it is read', async () => {
    const { log, folder } = logIn(tempFolder());
    expect([await log.read(), await log.use()]).toEqual([[], null]);
    expect(existsSync(folder)).toBe(false);
  });

  test('gives back what was added, in order, and is closed to others', async () => {
    const { log, folder, file } = logIn(tempFolder());
    const events = [searched('refund'), opened('a'), searched('vat')];
    for (const event of events) await log.append(event, TODAY);
    expect(await log.read()).toEqual(events);
    expect([folder, file, path.join(folder, 'usage.json')].map((each) => statSync(each).mode & 0o77)).toEqual(
      [0, 0, 0],
    );
  });

  test('loses no other line with a damaged one, and none with one that was cut off', async () => {
    const { log, file } = logIn(tempFolder());
    await log.append(opened('a'), TODAY);
    appendFileSync(file, `\0\0\n{"v":1\n\n${'x'.repeat(10_000)}\n\xff\n`, 'latin1');
    appendFileSync(file, lineOf(opened('lost'))?.slice(0, 30) ?? '');
    await log.append(opened('b'), TODAY);
    expect(await log.read()).toEqual([opened('a'), opened('b')]);
    expect([await useIn(log, 'a'), await useIn(log, 'b')]).toEqual([1 + 1 / 12, 1 + 1 / 12]);
  });

  test('of four writers at once loses nothing, and nothing twice', async () => {
    const { log, folder } = logIn(tempFolder());
    const start = starter('record');
    const names = ['a', 'b', 'c', 'd'];
    await Promise.all(names.map((name) => once(start(folder, name, '200'), 'exit')));
    const events = await log.read();
    expect(events).toHaveLength(800);
    await log.append(opened('a'), TODAY);
    expect(await useIn(log, 'a')).toBeCloseTo(1 + Math.log2(1 + 21) / 12, 12);
    expect(await useIn(log, 'd')).toBeCloseTo(1 + Math.log2(1 + 20) / 12, 12);
  });

  test('counts opens on, and anew where the log or the summary is another one', async () => {
    const { log, folder, file } = logIn(tempFolder());
    const summary = path.join(folder, 'usage.json');
    const open = async (count: number): Promise<number> => {
      for (let at = 0; at < count; at++) await log.append(opened('a'), TODAY);
      return 12 * (await useIn(log, 'a')) - 12;
    };
    expect(await open(3)).toBeCloseTo(2);
    for (const damaged of [
      '',
      '{',
      'null',
      '[]',
      '{"v":9}',
      `{"v":1,"size":-1,"day":"${TODAY}","ids":[],"worth":[]}`,
      `{"v":1,"size":1.5,"day":"${TODAY}","ids":[],"worth":[]}`,
      '{"v":1,"size":1,"day":"x","ids":[],"worth":[]}',
    ]) {
      writeFileSync(summary, damaged);
      expect(await log.use()).toBeNull();
    }
    expect(await open(4)).toBeCloseTo(3);
    writeFileSync(file, '');
    expect(await open(1)).toBeCloseTo(1);
  });

  test('does not believe a summary that holds nonsense', async () => {
    const { log, folder } = logIn(tempFolder());
    const worth = '[-5,1e999,"7",null]';
    put(folder, { 'usage.json': `{"v":1,"size":0,"day":"${TODAY}","ids":["a","b",3,{}],"worth":${worth}}` });
    for (const id of ['a', 'b', '3', '[object Object]']) expect(await useIn(log, id)).toBe(1);
    const many = Array(200_000).fill(1);
    put(folder, {
      'usage.json': JSON.stringify({ v: 1, size: 0, day: TODAY, ids: many.map(String), worth: many }),
    });
    expect((await log.use())?.worth.size).toBeLessThanOrEqual(500);
    put(folder, {
      'usage.json': JSON.stringify({ v: 1, size: 0, day: TODAY, ids: [' '.repeat(3e6)], worth: [1] }),
    });
    expect(await log.use()).toBeNull();
  });

  test('becomes short again, by its oldest events, and keeps the use of cards', async () => {
    const { log, folder, file } = logIn(tempFolder());
    mkdirSync(folder, { mode: 0o700 });
    const line = (days: number, query: string): string =>
      lineOf(searched(query, { day: addDays(TODAY, -days), hits: ['x'.repeat(300)] })) ?? '';
    const old = line(181, 'old').repeat(1000);
    const recent = line(180, 'recent').repeat(500);
    writeFileSync(file, old + recent + (lineOf(opened('a')) ?? '') + old.repeat(2));
    await log.append(opened('a'), TODAY);
    const events = await log.read();
    expect(events).toHaveLength(502);
    expect(new Set(events.map((event) => (event.event === 'open' ? event.card : event.query)))).toEqual(
      new Set(['recent', 'a']),
    );
    expect(await useIn(log, 'a')).toBeCloseTo(1 + Math.log2(3) / 12);
    expect(readdirSync(folder).sort()).toEqual(['usage.json', 'usage.jsonl']);
    // Even if all events are recent.
    writeFileSync(file, line(1, 'recent').repeat(5000));
    await log.append(searched('newest'), TODAY);
    expect(statSync(file).size).toBeLessThanOrEqual(512 * 1024);
    expect((await log.read()).at(-1)).toEqual(searched('newest'));
  });

  test.skipIf(process.platform === 'win32')('follows no link, and waits for no pipe', async () => {
    const outside = tempFolder();
    put(outside, { 'usage.jsonl': '', 'usage.json': '{}' });
    const root = tempFolder();
    symlinkSync(outside, path.join(root, 'kb'));
    await logIn(root).log.append(opened('a'), TODAY);
    expect(statSync(path.join(outside, 'usage.jsonl')).size).toBe(0);
    const places = [
      (file: string) => {
        symlinkSync(path.join(outside, 'usage.jsonl'), file);
      },
      (file: string) => {
        symlinkSync('/dev/full', file);
      },
      (file: string) => {
        mkdirSync(file);
      },
      (file: string) => execFileSync('mkfifo', [file]),
    ];
    for (const make of places) {
      const { log, folder, file } = logIn(tempFolder());
      mkdirSync(folder, { mode: 0o700 });
      make(file);
      await log.append(opened('a'), TODAY);
      expect([await log.read(), await log.use()]).toEqual([[], null]);
    }
    expect(statSync(path.join(outside, 'usage.jsonl')).size).toBe(0);
  });

  test('where it cannot be, or may not be written, remembers nothing', async () => {
    const root = tempFolder();
    writeFileSync(path.join(root, 'kb'), 'a file');
    const { log } = logIn(root);
    await log.append(opened('a'), TODAY);
    expect([await log.read(), await log.use()]).toEqual([[], null]);
    const closed = tempFolder();
    put(closed, { 'kb/usage.jsonl': '' });
    chmodSync(path.join(closed, 'kb'), 0o755);
    const { stdout, stderr } = runAsNobody('record', path.join(closed, 'kb'));
    expect([stdout, stderr]).toEqual(['0', '']);
  });

  test.skipIf(process.platform === 'win32')(
    'on a full disk keeps what was there, and goes on later',
    async () => {
      const { log, folder } = logIn(tempFolder());
      const { stdout, stderr } = runLimited('record', 4, folder, 'a', '20');
      expect(stderr).toBe('');
      const before = Number(stdout);
      expect(before).toBeGreaterThan(0);
      expect(before).toBeLessThan(20);
      await log.append(searched('later'), TODAY);
      expect(await log.read()).toHaveLength(before + 1);
    },
  );
});

test('all work trees of a clone share one log', () => {
  const root = gitRepo({ 'cards/a.md': '', 'docs/b.md': '' });
  const other = path.join(tempFolder(), 'other');
  git(root, 'worktree', 'add', '-q', other);
  expect(sharedFolder(other, {}, '/home/ana')).toBe(path.join(root, '.git/kb'));
  expect(sharedFolder(path.join(other, 'docs'), {}, '/home/ana')).toBe(
    sharedFolder(path.join(root, 'docs'), {}, '/home/ana'),
  );
  const outside = tempFolder();
  expect(sharedFolder(outside, {}, '/home/ana')).toMatch(/^\/home\/ana\/\.cache\/kb\/[0-9a-f]{16}$/);
});

test('what was written is one line of JSON an event', async () => {
  const { log, file } = logIn(tempFolder());
  await log.append(opened('a\nb'), TODAY);
  expect(readFileSync(file, 'utf8')).toBe(lineOf(opened('a\nb')));
});
