/** Carries out what the screen asks of the base. Of several queries only the last one is answered. */
import type { Base } from '../base/base.js';
import { useIn } from '../base/usage.js';
import type { Context } from '../context.js';
import { KbError } from '../errors.js';
import { loadHighlight } from '../format/highlight.js';
import type { Style } from '../format/style.js';
import { marker } from '../search/marking.js';
import { prepareLanguages } from '../search/language.js';
import { NO_QUERY } from '../search/query.js';
import type { SearchResult } from '../search/search.js';
import { markdownParser } from '../thread/parse-in-time.js';
import { answerTo } from './asking.js';
import { cardAt, pageOf } from './page.js';
import type { Effect, Event } from './update.js';

/** Milliseconds that laying out a card may take; its text is shown as it is written where it takes more. */
const PATIENCE = 3000;

export class Session {
  readonly #parser = markdownParser(PATIENCE);
  readonly #search = new Latest();
  readonly #page = new Latest();
  #found: SearchResult | null = null;

  /** @param tell hears what came of it */
  constructor(
    private readonly base: Base,
    private readonly world: Context,
    private readonly style: Style,
    private readonly tell: (event: Event) => void,
  ) {}

  async search(query: string): Promise<void> {
    await this.#search.run(async () => {
      const answer = await answerTo(this.base, query, useIn(this.base, this.world));
      if ('unclear' in answer) {
        this.tell({ what: 'told', notice: { text: answer.unclear, isWrong: false } });
        return;
      }
      this.#found = answer.search;
      this.tell({ what: 'answered', results: answer.results });
    });
  }

  async layOut({ hit, columns }: Extract<Effect, { do: 'lay-out' }>): Promise<void> {
    await this.#page.run(async () => {
      try {
        const card = await cardAt(this.base, hit.row.path);
        const tools = {
          parser: this.#parser,
          highlight: await loadHighlight(this.style),
          style: this.style,
          mark: await this.#marker(hit.row.language),
        };
        this.tell({ what: 'laid-out', preview: await pageOf(this.base, card, columns, tools) });
      } catch (error) {
        if (!(error instanceof KbError)) throw error;
        this.tell({ what: 'told', notice: { text: error.message, isWrong: true } });
      }
    });
  }

  async end(): Promise<void> {
    await this.#parser.end();
  }

  async #marker(language: string): Promise<ReturnType<typeof marker>> {
    const { query = NO_QUERY, corrected = null } = this.#found ?? {};
    const { config, index } = this.base;
    const languages =
      config.languages.length > 0
        ? config.languages
        : await index.ask(async ({ engine }) => [...(await engine.languages()).keys()]);
    await prepareLanguages([...languages, language]);
    return marker(query, corrected?.map(({ to }) => to) ?? [], languages, language);
  }
}

/** Does one piece of work at a time; of those that wait only the last. */
class Latest {
  #running = false;
  #next: (() => Promise<void>) | null = null;

  async run(work: () => Promise<void>): Promise<void> {
    this.#next = work;
    if (this.#running) return;
    this.#running = true;
    try {
      for (let next = this.#take(); next; next = this.#take()) {
        // What was typed is drawn first, and more of it may have come.
        await new Promise(setImmediate);
        await (this.#take() ?? next)();
      }
    } finally {
      this.#running = false;
    }
  }

  #take(): (() => Promise<void>) | null {
    const next = this.#next;
    this.#next = null;
    return next;
  }
}
