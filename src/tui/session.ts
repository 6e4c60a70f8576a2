/** Carries out the effects of the screen that need the base, and reports the results as events. */
import type { Base } from '../base/base.js';
import { rowOf } from '../base/rows.js';
import type { ParsedCard } from '../card/parse.js';
import { recordOpen, recordSearch, useIn } from '../base/search/usage.js';
import { rowsOn } from '../catalog/listing.js';
import { KbError } from '../errors.js';
import { loadHighlight } from '../format/highlight.js';
import type { Style } from '../format/style.js';
import type { SearchResult } from '../search/search.js';
import { markdownParser } from '../thread/parse-in-time.js';
import type { Scene } from './actions/action.js';
import { ACTIONS } from './actions/index.js';
import { trustOf } from '../trust/trust.js';
import { answerTo } from './asking.js';
import { groupsOf } from './browsing.js';
import { Latest } from './latest.js';
import type { OpenedBase } from './opened.js';
import { cardAt, pageOf } from './page.js';
import type { Hit } from './state.js';
import type { Again, Effect, Event } from './event.js';

/** Milliseconds for parsing a card; if it takes longer, its source is shown. */
const PARSE_TIMEOUT = 3000;

/** Milliseconds to keep showing the previous card: long enough to avoid flicker, too short to mistake it for the new one. */
const MOMENT = 100;

/** Milliseconds after which the user should see that a search is still running. */
const LONG = 300;

/** The effects that the session carries out; the terminal does the others. */
type Request = Exclude<Effect, { do: 'redraw' | 'suspend' | 'leave' }>;

/** The access to the terminal that actions need. */
export type Stage = Pick<Scene, 'away' | 'send'>;

export class Session {
  readonly #parser = markdownParser(PARSE_TIMEOUT);
  readonly #searches = new Latest();
  readonly #pages = new Latest();
  #found: SearchResult | null = null;
  #query = '';
  /** The latest card to be laid out, and the timer that reports if that takes long. */
  #awaited: Hit | null = null;
  #late: NodeJS.Timeout | null = null;
  /** The card as it was when the prompt to verify it opened. */
  #compared: ParsedCard | null = null;
  /** Why the base could not be opened again; reported once. */
  #problem: string | null = null;
  /** Paths of cards that were edited on this screen: verifying one commits its edits too. */
  readonly #edited = new Set<string>();

  /** @param dispatch receives the resulting events */
  constructor(
    private readonly opened: OpenedBase,
    private readonly style: Style,
    private readonly stage: Stage,
    private readonly dispatch: (event: Event) => void,
  ) {}

  /** Resolves when the effect is carried out. Problems that the user can act on are events; other errors reject. */
  carryOut(effect: Request): Promise<void> {
    switch (effect.do) {
      case 'search':
        return this.#search(effect.query);
      case 'lay-out':
        return this.#layOut(effect);
      case 'read':
        return this.#read(effect.hit);
      case 'compare':
        return this.#compare(effect);
      case 'gather':
        return this.#gather();
      case 'act':
        return this.#act(effect);
      case 'look':
        return this.#look(effect.hit);
    }
  }

  async end(): Promise<void> {
    this.#onTime();
    await this.#parser.end();
  }

  /** @param again if the user typed nothing: why the same query is run again, and the path of the chosen card */
  #search(
    query: string,
    again?: { readonly why: Again['why']; readonly path: string | null },
  ): Promise<void> {
    this.#query = query;
    return this.#searches.run(async () => {
      const { base, context } = this.opened;
      const slow = setTimeout(() => {
        this.dispatch({ what: 'slow' });
      }, LONG);
      const asker = { use: useIn(base, context), caller: () => this.opened.caller() };
      const answer = await answerTo(base, query, asker).finally(() => {
        clearTimeout(slow);
      });
      if ('unclear' in answer) {
        this.dispatch({ what: 'unclear', query, why: answer.unclear });
        return;
      }
      this.#found = answer.search;
      const { results } = answer;
      const hit = again?.path == null ? null : await hitAt(base, again.path);
      this.dispatch({ what: 'answered', results, ...(again ? { again: { why: again.why, hit } } : {}) });
      this.#parser.begin();
    });
  }

  #layOut({ hit, columns }: Extract<Effect, { do: 'lay-out' }>): Promise<void> {
    this.#awaited = hit;
    this.#late ??= setTimeout(() => {
      this.#late = null;
      this.dispatch({ what: 'late' });
    }, MOMENT);
    return this.#pages.run(() =>
      this.#orNotify(async () => {
        const { base } = this.opened;
        const preview = await pageOf(base, await cardAt(base, hit.row.path), hit.words?.() ?? [], columns, {
          parser: this.#parser,
          highlight: await loadHighlight(this.style),
          style: this.style,
        });
        if (this.#awaited === hit) this.#onTime();
        this.dispatch({ what: 'laid-out', preview });
      }),
    );
  }

  #onTime(): void {
    if (this.#late !== null) clearTimeout(this.#late);
    this.#late = null;
  }

  /** Records that the user opened a card to read it. */
  async #read({ row }: Hit): Promise<void> {
    const { base, context } = this.opened;
    if (this.#found) await recordSearch([base], [this.#found], false, context);
    await this.#orNotify(async () => {
      await recordOpen(base, await cardAt(base, row.path), 'show', context);
    });
  }

  #compare({ hit, columns }: Extract<Effect, { do: 'compare' }>): Promise<void> {
    const barred = (why: string): void => {
      this.dispatch({ what: 'barred', hit, why });
    };
    return this.#orNotify(async () => {
      const { comparedNow } = await import('./since.js');
      const { refuseVerification } = await import('./actions/verify.js');
      if (await this.opened.follow()) await this.#searchAgain('changed', hit.row.path);
      const { base, context } = this.opened;
      const card = await cardAt(base, hit.row.path);
      this.#compared = card;
      await refuseVerification({ base, context, card, note: '', isEdited: this.#edited.has(card.path) });
      const since = await comparedNow(base, card, columns, this.style);
      this.dispatch({ what: 'compared', hit, since });
    }, barred);
  }

  async #gather(): Promise<void> {
    const { base } = this.opened;
    const rows = rowsOn(await base.index.ask((index) => index.rows()), base.today, base.config.warn, []);
    this.dispatch({ what: 'gathered', groups: groupsOf(rows, base.today) });
  }

  #act({ action, hit, note, place }: Extract<Effect, { do: 'act' }>): Promise<void> {
    const refused = (why: string): void => {
      if (action === 'verify' || action === 'flag')
        this.dispatch({ what: 'refused', action, hit, note, why });
      else this.#notify(why, true);
    };
    return this.#orNotify(async () => {
      // The screen may have been open overnight: changes are recorded with the current day.
      await this.opened.follow();
      const { base, context } = this.opened;
      const card = await cardAt(base, hit.row.path);
      if (action === 'verify') this.#refuseChanged(card);
      const act = await ACTIONS[action]();
      const { trustIn } = await import('../base/card-now.js');
      const isEdited = this.#edited.has(card.path);
      const {
        message,
        isWrong = false,
        changed = false,
      } = await act({
        ...this.stage,
        ...{ context, base, card, trust: await trustIn(base, card), place, note, isEdited },
      });
      if (action === 'edit' && changed) this.#edited.add(card.path);
      // Reported before the base is opened again: the action is done, and perhaps committed, even if that fails.
      this.#notify(message, isWrong);
      if (changed)
        await this.#orNotify(
          () => this.#reopen(card.path),
          (why) => {
            this.#notify(`${message}; ${why}`, true);
          },
        );
    }, refused);
  }

  async #reopen(path: string): Promise<void> {
    await this.opened.reopen();
    await this.#searchAgain('acted', path);
  }

  /** Runs the current query again. @param path of the chosen card */
  #searchAgain(why: Again['why'], path: string | null): Promise<void> {
    return this.#search(this.#query, { why, path });
  }

  /** Throws KbError `usage` if the card is not the text that was compared: users verify only what they have seen. */
  #refuseChanged({ path, source }: ParsedCard): void {
    if (this.#compared?.path === path && this.#compared.source === source) return;
    throw new KbError('usage', 'the card has changed in the meantime: read it again before you verify it');
  }

  /** Runs the query again if the base or the day has changed. A base that cannot be opened is reported once. */
  #look(hit: Hit | null): Promise<void> {
    return this.#orNotify(
      async () => {
        const hasChanged = await this.opened.follow();
        this.#problem = null;
        if (hasChanged) await this.#searchAgain('changed', hit?.row.path ?? null);
      },
      (why) => {
        if (why !== this.#problem) this.#notify(why, true);
        this.#problem = why;
      },
    );
  }

  /** Reports a KbError by `report`, by default as a notice, and resolves; other errors are thrown. */
  async #orNotify(
    work: () => Promise<void>,
    report = (why: string): void => {
      this.#notify(why, true);
    },
  ): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof KbError)) throw error;
      report(error.message);
    }
  }

  #notify(text: string, isWrong = false): void {
    this.dispatch({ what: 'told', notice: { text, isWrong } });
  }
}

/** Returns the card at a path as a hit; null if it is gone. */
async function hitAt(base: Base, path: string): Promise<Hit | null> {
  try {
    const row = await rowOf(await cardAt(base, path), base.repo);
    return { row, trust: trustOf(row.facts, base.today, base.config.warn) };
  } catch (error) {
    if (error instanceof KbError) return null;
    throw error;
  }
}
