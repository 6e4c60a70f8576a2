/** The contract of every Forge, whether on the web, in files or in memory. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Draft, Forge, Issue } from '../../src/forge/forge.js';
import type { Person } from '../forge/fake-forge.js';

/** An empty tracker. */
export interface Tracker {
  readonly forge: Forge;
  /** The login under which the forge writes. */
  readonly login: string;
  readonly person: Person;
  /** A login that may be assigned. */
  readonly assignable: string;
  /** A login that may not be assigned; `null` if everybody may. */
  readonly stranger: string | null;
  close(): Promise<void>;
}

const LABEL = { name: 'kb-stale', description: 'A card that has to be verified', color: 'd93f0b' };
const DRAFT: Draft = {
  card: 'refund-a-charge',
  title: 'Verify: Refund a charge',
  body: 'It is **due**.\n\n<!-- kb:end -->',
  labels: [LABEL.name],
  assignees: [],
};

/** @param make a tracker without issues and labels */
export function describeForge(name: string, make: () => Promise<Tracker>): void {
  describe(`a Forge (${name})`, () => {
    let tracker: Tracker;
    let forge: Forge;
    let person: Person;

    beforeEach(async () => {
      tracker = await make();
      ({ forge, person } = tracker);
    });
    afterEach(() => tracker.close());

    const create = (draft: Partial<Draft> = {}): Promise<Issue> => forge.create({ ...DRAFT, ...draft });
    const fresh = async ({ number }: { number: number }): Promise<Issue> => {
      const issue = await forge.issue(number);
      if (issue === null) throw new Error(`issue ${number} is gone`);
      return issue;
    };
    const numbers = async (query: Parameters<Forge['issues']>[0]): Promise<number[]> =>
      (await forge.issues(query)).map(({ number }) => number).sort((a, b) => a - b);

    test('is empty at first', async () => {
      expect(await forge.issues({ state: 'all' })).toEqual([]);
      expect(await forge.issue(1)).toBeNull();
    });

    test('says in whose name it writes', async () => {
      expect(await forge.viewer()).toBe(tracker.login);
    });

    test('makes an issue, and tells it again as it was made', async () => {
      await forge.ensureLabel(LABEL);
      const made = await create();
      expect(made).toEqual({
        number: made.number,
        url: made.url,
        title: DRAFT.title,
        body: DRAFT.body,
        state: 'open',
        reason: null,
        author: tracker.login,
        closedBy: null,
        closedAt: null,
        createdAt: made.createdAt,
        labels: [LABEL.name],
        assignees: [],
        locked: false,
      });
      expect(made.number).toBeGreaterThan(0);
      expect(made.createdAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
      expect(await fresh(made)).toEqual(made);
      expect(await forge.issues({ state: 'open', label: LABEL.name })).toEqual([made]);
    });

    test.each([
      ['x', ''],
      ['Verify: `code`, “quotes”, <b>, ขอคืนเงิน, 🦄', 'a\n\n\nb  \n\tc `x` <!-- y -->\n- [ ] no\n---\n# h'],
      ['constructor', '---\nnumber: 7\n---\n\n__proto__'],
    ])('keeps title and text (%j)', async (title, body) => {
      const made = await create({ title, body });
      expect(await fresh(made)).toMatchObject({ title, body });
      await forge.update(made.number, { body: `${body}more` });
      expect(await fresh(made)).toMatchObject({ title, body: `${body}more` });
    });

    test('changes what is named and nothing else', async () => {
      const made = await create();
      const other = await create({ card: 'other', title: 'Verify: Other' });
      const changed = await forge.update(made.number, { body: 'new' });
      expect(changed).toEqual({ ...made, body: 'new' });
      expect(await forge.update(made.number, { title: 'New' })).toEqual({ ...changed, title: 'New' });
      expect(await fresh(other)).toEqual(other);
    });

    test.each(['completed', 'not_planned', 'duplicate'] as const)(
      'closes as %s, and opens again',
      async (reason) => {
        const made = await create();
        const closed = await forge.update(made.number, { state: 'closed', reason });
        expect(closed).toMatchObject({ state: 'closed', reason });
        const told = await fresh(made);
        expect(told).toMatchObject({ state: 'closed', reason, closedBy: tracker.login });
        expect(told.closedAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
        expect(await numbers({ state: 'open' })).toEqual([]);
        expect(await numbers({ state: 'closed' })).toEqual([made.number]);
        const [listed] = await forge.issues({ state: 'all' });
        expect({ ...listed, closedBy: null }).toEqual({ ...told, closedBy: null });

        await forge.update(made.number, { state: 'open', body: 'again' });
        expect(await fresh(made)).toEqual({ ...made, body: 'again' });
      },
    );

    test('tells who closed an issue, and why', async () => {
      const made = await create();
      await person.edit(made.number, { state: 'closed', reason: 'not_planned' });
      expect(await fresh(made)).toMatchObject({
        state: 'closed',
        reason: 'not_planned',
        closedBy: person.login,
      });
      await person.edit(made.number, { state: 'open' });
      expect(await fresh(made)).toEqual(made);
    });

    test('tells what a person wrote, and whose issue it is', async () => {
      const made = await create();
      await person.edit(made.number, { title: 'Mine now', body: `${DRAFT.body}\n\nand mine` });
      expect(await fresh(made)).toMatchObject({
        title: 'Mine now',
        body: `${DRAFT.body}\n\nand mine`,
        author: tracker.login,
      });
      const own = await person.open({ title: 'A wish', body: DRAFT.body, labels: [LABEL.name] });
      expect(await forge.issue(own)).toMatchObject({ author: person.login, title: 'A wish' });
      expect(await numbers({ state: 'all', author: person.login })).toEqual([own]);
      expect(await numbers({ state: 'all', author: tracker.login })).toEqual([made.number]);
      expect(await numbers({ state: 'all', label: LABEL.name })).toEqual([made.number, own]);
    });

    test('lists by label and state', async () => {
      const one = await create();
      const two = await create({ card: 'two', labels: [LABEL.name, 'kb no owner?/#'] });
      const none = await create({ card: 'none', labels: [] });
      await forge.update(two.number, { state: 'closed', reason: 'completed' });
      expect(await numbers({ state: 'all' })).toEqual([one.number, two.number, none.number]);
      expect(await numbers({ state: 'all', label: LABEL.name })).toEqual([one.number, two.number]);
      expect(await numbers({ state: 'open', label: LABEL.name })).toEqual([one.number]);
      expect(await numbers({ state: 'all', label: 'kb no owner?/#' })).toEqual([two.number]);
      expect(await numbers({ state: 'all', label: 'kb' })).toEqual([]);
      expect(await numbers({ state: 'all', author: 'nobody-at-all' })).toEqual([]);
      expect(await numbers({ state: 'all', since: '2000-01-01T00:00:00Z' })).toHaveLength(3);
      expect(await numbers({ state: 'all', since: '2999-01-01T00:00:00Z' })).toEqual([]);
    });

    test('adds labels and takes them off', async () => {
      const made = await create();
      await forge.addLabels(made.number, ['kb-detached', LABEL.name, 'a b/c?#%']);
      expect(new Set((await fresh(made)).labels)).toEqual(new Set([LABEL.name, 'kb-detached', 'a b/c?#%']));
      await forge.removeLabel(made.number, 'a b/c?#%');
      await forge.removeLabel(made.number, 'never there');
      expect(new Set((await fresh(made)).labels)).toEqual(new Set([LABEL.name, 'kb-detached']));
      await person.relabel(made.number, ['mine']);
      expect((await fresh(made)).labels).toEqual(['mine']);
      expect(await forge.hadLabel(made.number, LABEL.name)).toBe(true);
    });

    test('makes a label once', async () => {
      await forge.ensureLabel(LABEL);
      await forge.ensureLabel(LABEL);
      await forge.ensureLabel({ ...LABEL, description: 'other', color: '000000' });
      await forge.ensureLabel({ ...LABEL, name: 'a b/c?#%' });
    });

    test('keeps comments, the oldest first', async () => {
      const made = await create();
      expect(await forge.comments(made.number)).toEqual([]);
      await forge.comment(made.number, 'Verified.\n\nThanks `@ana`.');
      await person.comment(made.number, 'Fine');
      await forge.comment(made.number, 'Again');
      expect(await forge.comments(made.number)).toEqual([
        { author: tracker.login, body: 'Verified.\n\nThanks `@ana`.' },
        { author: person.login, body: 'Fine' },
        { author: tracker.login, body: 'Again' },
      ]);
      expect(await fresh(made)).toEqual(made);
    });

    test('assigns whom it may, adds and never takes away', async () => {
      const { assignable, stranger } = tracker;
      expect(await forge.canAssign(assignable)).toBe(true);
      const made = await create();
      expect(await forge.assign(made.number, [assignable])).toEqual([assignable]);
      expect(await forge.assign(made.number, [assignable])).toEqual([assignable]);
      if (stranger !== null) {
        expect(await forge.canAssign(stranger)).toBe(false);
        expect(await forge.assign(made.number, [stranger])).toEqual([assignable]);
      }
      expect((await fresh(made)).assignees).toEqual([assignable]);
      await person.unassign(made.number, assignable);
      expect((await fresh(made)).assignees).toEqual([]);
    });

    test('makes the issue even where an assignee is refused', async () => {
      const { assignable, stranger } = tracker;
      const assignees = stranger === null ? [assignable] : [stranger, assignable];
      const made = await create({ assignees });
      expect(made.assignees).toEqual([assignable]);
      expect(await forge.issues({ state: 'all' })).toEqual([made]);
    });

    test('tells that an issue is locked', async () => {
      const made = await create();
      await person.lock(made.number);
      expect(await fresh(made)).toEqual({ ...made, locked: true });
      expect((await forge.issues({ state: 'all' })).map(({ locked }) => locked)).toEqual([true]);
    });

    test('knows no issue that is gone, and refuses to change it', async () => {
      const made = await create();
      const other = await create({ card: 'other' });
      await person.remove(made.number);
      expect(await forge.issue(made.number)).toBeNull();
      expect(await numbers({ state: 'all' })).toEqual([other.number]);
      const refused = { name: 'KbError', code: 'forge' };
      await expect(forge.update(made.number, { body: 'x' })).rejects.toMatchObject(refused);
      await expect(forge.comment(made.number, 'x')).rejects.toMatchObject(refused);
      await expect(forge.addLabels(made.number, ['x'])).rejects.toMatchObject(refused);
      expect((await create({ card: 'third' })).number).not.toBe(made.number);
    });
  });
}
