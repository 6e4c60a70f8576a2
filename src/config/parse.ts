/** Parses `kb.config.yaml` and a user's own `config.yaml`, or reports all of their mistakes at once. */
import type { Audience } from '../card/card.js';
import { FIELDS } from '../card/fields.js';
import { isOwner } from '../card/owner.js';
import { nearest } from '../card/nearest.js';
import { listOf } from '../card/values.js';
import { defaultConfig, type Config, type Person, type RuleSetting } from '../config.js';
import { parseInterval } from '../day.js';
import { ConfigDocument } from './document.js';
import {
  CONFIG_EXPECTS,
  CONFIG_KEYS,
  PERSONAL_EXPECTS,
  PERSONAL_KEYS,
  type ConfigFile,
} from './keys.generated.js';
import { RULE_OPTIONS, type RuleOption } from './rules.generated.js';
import { shortened } from '../text/shortened.js';
import { validateConfig, validatePersonal } from './validate.generated.js';

/**
 * Reads a config in YAML or JSON; missing values get their defaults.
 * Throws `KbError` (`config`) that lists the mistakes with their places, `kb.config.yaml:12:3 …`.
 * @param file its absolute path
 */
export function parseConfig(text: string, file: string): Config {
  const document = new ConfigDocument(file.replace(/^.*[/\\]/, ''));
  const raw = document.read(text, {
    validate: validateConfig,
    keys: CONFIG_KEYS,
    expects: CONFIG_EXPECTS,
  }) as ConfigFile;
  const usual = defaultConfig();
  const people = Object.entries(raw.people ?? {}).map(personOf);
  const config: Config = {
    file,
    cards: raw.cards === undefined ? usual.cards : listOf(raw.cards),
    dialect: raw.dialect ?? (raw.fields ? 'custom' : usual.dialect),
    fields: new Map(Object.entries(raw.fields ?? {}).map(([field, names]) => [field, listOf(names)])),
    defaults: defaultsOf(raw.defaults ?? {}, usual.defaults),
    warn: raw.warn ?? usual.warn,
    timezone: raw.timezone ?? usual.timezone,
    tags: raw.tags === undefined ? usual.tags : listOf(raw.tags),
    people,
    languages: listOf(raw.languages),
    usage: raw.usage === undefined ? usual.usage : raw.usage === 'on',
    rules: rulesOf(raw.rules ?? {}, document),
    ranking: {
      boosts: { ...usual.ranking.boosts, ...raw.ranking?.boosts },
      trust: { ...usual.ranking.trust, ...raw.ranking?.trust },
      coverage: raw.ranking?.coverage ?? usual.ranking.coverage,
      recency: raw.ranking?.recency ?? usual.ranking.recency,
    },
    issues: issuesOf(raw.issues ?? {}, usual.issues),
  };
  checkFields(config, document);
  checkOwners(config, document);
  if (!isTimeZone(config.timezone)) {
    document.wrong(
      ['timezone'],
      `timezone: expected ${CONFIG_EXPECTS.get('timezone') ?? ''}, found “${config.timezone}”`,
    );
  }
  document.check();
  return config;
}

/** A user's own bases by name, each with its folder as written. `default` is one of the names. */
export interface PersonalConfig {
  readonly bases: ReadonlyMap<string, string>;
  readonly default: string | null;
}

/** Reads a user's own config; an empty text has no bases. Throws `KbError` (`config`). */
export function parsePersonalConfig(text: string, file: string): PersonalConfig {
  const document = new ConfigDocument(file);
  const rules = { validate: validatePersonal, keys: PERSONAL_KEYS, expects: PERSONAL_EXPECTS };
  const raw = document.read(text, rules) as { bases?: Record<string, string>; default?: string };
  const bases = new Map(Object.entries(raw.bases ?? {}));
  if (raw.default !== undefined && !bases.has(raw.default)) {
    const near = nearest(raw.default, new Set(bases.keys()));
    document.wrong(['default'], `default: “${raw.default}” is not one of the bases`, {
      hint: near === undefined ? null : `“${raw.default}”: did you mean ${near}?`,
    });
  }
  document.check();
  return { bases, default: raw.default ?? null };
}

function personOf([name, { login, emails, teams }]: [
  string,
  NonNullable<ConfigFile['people']>[string],
]): Person {
  return { name, login: login ?? null, emails: listOf(emails), teams: listOf(teams) };
}

function defaultsOf(raw: NonNullable<ConfigFile['defaults']>, usual: Config['defaults']): Config['defaults'] {
  const every = raw['verify-every'];
  return {
    verifyEvery: every === undefined ? usual.verifyEvery : (parseInterval(every) ?? null),
    owner: listOf(raw.owner),
    audience: (raw.audience as Audience | undefined) ?? usual.audience,
  };
}

function issuesOf(raw: NonNullable<ConfigFile['issues']>, usual: Config['issues']): Config['issues'] {
  return {
    forge: raw.forge ?? usual.forge,
    label: raw.label ?? usual.label,
    for: raw.for === undefined ? usual.for : (listOf(raw.for) as Config['issues']['for']),
    newPerRun: raw['new-per-run'] ?? usual.newPerRun,
    author: listOf(raw.author),
    mentionTeams: raw['mention-teams'] ?? usual.mentionTeams,
    folder: raw.folder ?? usual.folder,
  };
}

type RawRule = NonNullable<ConfigFile['rules']>[string];

/** Returns the settings of rules. Unknown rules and options are reported as mistakes. */
function rulesOf(raw: Readonly<Record<string, RawRule>>, document: ConfigDocument): Map<string, RuleSetting> {
  const settings = new Map<string, RuleSetting>();
  for (const [name, written] of Object.entries(raw)) {
    const known = RULE_OPTIONS.get(name);
    const { severity = null, ...options }: { severity?: string | null } =
      typeof written === 'string' ? { severity: written } : written;
    if (known) {
      const values = Object.entries(options).flatMap(([key, value]) =>
        optionOf([name, key], value, known, document),
      );
      const setting = { severity: severity as RuleSetting['severity'], options: Object.fromEntries(values) };
      settings.set(name, setting);
    } else {
      const near = nearest(name, new Set(RULE_OPTIONS.keys()));
      document.wrong(['rules', name], `rules: there is no rule “${name}”`, {
        atKey: true,
        hint: near === undefined ? 'kb lint --rules lists them' : `“${name}”: did you mean ${near}?`,
      });
    }
  }
  return settings;
}

/** Returns an option as its rule expects it; in the file, numbers and booleans are still text. */
function optionOf(
  [rule, key]: readonly [string, string],
  value: unknown,
  known: Readonly<Record<string, RuleOption>>,
  document: ConfigDocument,
): [string, unknown][] {
  const option = Object.hasOwn(known, key) ? known[key] : undefined;
  const place = ['rules', rule, key];
  if (option === undefined) {
    const names = ['severity', ...Object.keys(known)].join(', ');
    document.wrong(place, `rules.${rule}: unknown option “${key}”, expected one of ${names}`, {
      atKey: true,
    });
    return [];
  }
  const read = valueOf(option, value);
  if (read !== undefined) return [[key, read]];
  const found = typeof value === 'string' ? `, found “${shortened(value)}”` : '';
  document.wrong(place, `rules.${rule}.${key}: expected ${expectation(option)}${found}`);
  return [];
}

function expectation({ default: usual, range, choices }: RuleOption): string {
  if (range) return `a number from ${range[0]} to ${range[1]}`;
  if (choices) return choices.join(' or ');
  return `${Array.isArray(usual) ? 'a list of texts' : `a ${typeof usual}`}, such as ${JSON.stringify(usual)}`;
}

/** Returns undefined if the option cannot have this value. */
function valueOf({ default: usual, range, choices }: RuleOption, value: unknown): unknown {
  const read = Array.isArray(usual) ? listOption(value) : scalarOption(value, typeof usual);
  if (range && typeof read === 'number' && (read < range[0] || read > range[1])) return undefined;
  return choices && !choices.includes(String(read)) ? undefined : read;
}

function listOption(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
}

function scalarOption(value: unknown, type: string): unknown {
  if (type === 'boolean') return value === 'true' ? true : value === 'false' ? false : undefined;
  if (type === 'number') {
    const number = typeof value === 'string' && value !== '' ? Number(value) : NaN;
    return Number.isFinite(number) ? number : undefined;
  }
  return typeof value === 'string' ? value : undefined;
}

function checkFields({ fields }: Config, document: ConfigDocument): void {
  const known = new Set<string>(FIELDS.map(({ canonical }) => canonical));
  for (const field of fields.keys()) {
    if (known.has(field)) continue;
    const near = [...known].find((name) => name.startsWith(`${field}.`)) ?? nearest(field, known);
    document.wrong(['fields', field], `fields: “${field}” is not a field of a card`, {
      atKey: true,
      hint:
        near === undefined
          ? `fields of a card: ${[...known].join(', ')}`
          : `“${field}”: did you mean ${near}?`,
    });
  }
}

function checkOwners({ dialect, defaults, people }: Config, document: ConfigDocument): void {
  const names = new Set(people.map(({ name }) => name));
  const wrong = dialect === 'kb' ? defaults.owner.filter((owner) => !isOwner(owner, names)) : [];
  for (const owner of wrong) {
    const message = `defaults.owner: expected "@login", "@org/team", "#channel", an e-mail address or a name under \`people\`, found “${owner}”`;
    document.wrong(['defaults', 'owner'], message);
  }
}

function isTimeZone(name: string): boolean {
  // Intl takes 15 ms to start, and almost no config needs it.
  if (name === 'UTC') return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
