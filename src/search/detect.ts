/** Detects a card's language: by its script and, among languages that share one, by common words and letters. */

/** Language or script, its letters (for a character class), and how many Latin letters one of them is worth. */
const SCRIPTS: readonly (readonly [language: string, script: string, weight: number])[] = [
  ['latin', '\\p{scx=Latin}', 1],
  ['he', '\\p{scx=Hebrew}', 1],
  ['arabic', '\\p{Script=Arabic}', 1],
  ['cyrillic', '\\p{Script=Cyrillic}', 1],
  ['th', '\\p{Script=Thai}', 1],
  ['lo', '\\p{Script=Lao}', 1],
  ['km', '\\p{Script=Khmer}', 1],
  ['my', '\\p{Script=Myanmar}', 1],
  ['kana', '\\p{Script=Hiragana}\\p{Script=Katakana}', 2],
  ['han', '\\p{Script=Han}', 3],
  ['ko', '\\p{Script=Hangul}', 2],
  ['el', '\\p{Script=Greek}', 1],
  ['hi', '\\p{Script=Devanagari}', 1],
  ['ka', '\\p{Script=Georgian}', 1],
  ['hy', '\\p{Script=Armenian}', 1],
];
const LATIN = 0;
const NO_SCRIPT = SCRIPTS.length;

/** Made at the first letter beyond ASCII, because compiling them takes milliseconds. */
let patterns: readonly RegExp[] | undefined;
/** Index into SCRIPTS, plus one, of each UTF-16 unit seen so far; 0 = not seen. */
let scripts: Uint8Array | undefined;

function scriptAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < 0x80) return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a ? LATIN : NO_SCRIPT;
  scripts ??= new Uint8Array(0x10000);
  const known = scripts[code];
  if (known) return known - 1;
  patterns ??= SCRIPTS.map(([, script]) => new RegExp(`[${script}]`, 'u'));
  const char = text.charAt(at);
  const found = /[\p{L}\p{M}]/u.test(char) ? patterns.findIndex((script) => script.test(char)) : -1;
  const script = found < 0 ? NO_SCRIPT : found;
  scripts[code] = script + 1;
  return script;
}

/** Letters that, within the Latin script, only these languages use much. Each word that has one is a vote for them. */
const LETTERS: readonly (readonly [letters: RegExp, languages: string])[] = [
  [/[ąęłńśźż]/, 'pl'],
  [/ß/, 'de'],
  [/[äöü]/, 'de fi sv'],
  [/[ãõ]/, 'pt'],
  [/[ñ¿¡]/, 'es'],
  [/[œêèùû]/, 'fr'],
  [/[òìù]/, 'it'],
  [/å/, 'sv da no'],
  [/[øæ]/, 'da no'],
  [/[őű]/, 'hu'],
  [/[ğışİ]/, 'tr'],
  [/[ășțşţ]/, 'ro'],
  [/[ěřůďťň]/, 'cs'],
  [/[ơưđạảấầậắặẹếềệọốồộớờợụứừựỳ]/, 'vi'],
];

/** The most frequent words of each language. */
const WORDS: Readonly<Record<string, string>> = {
  en: 'the of and to in a is that for it with as are be this on by or from not an you can if your which will when has have more all was at use using into new only but we how',
  de: 'der die das und ist nicht mit den von zu ein eine im für auf dem sie werden wird oder auch als bei sich wenn kann aus nach einer einen des ich wir ihre über können zum zur sind haben',
  fr: 'le la les de des et en un une est dans pour que qui du au sur avec pas ce par plus vous nous votre sont ou cette aux être ne se si son sa fait',
  es: 'el la los las de del y en un una es que para con por no se su al como más este esta si o lo sus puede pero está desde cuando todo usted son',
  pt: 'o a os as de do da dos das e em um uma é que para com por não se no na ao como mais este esta ou sua seu você pode foi são quando pelo pela',
  it: 'il lo la i gli le di del della dei e in un una è che per con non si da al alla nel come più questo questa sono o se suo puoi dal ha anche essere',
  nl: 'de het een en van is in dat op te voor met zijn niet die aan er om ook als bij u je of uw dit worden wordt kan naar door deze maar heeft nog meer uit',
  sv: 'och att det i en som är på för av med den till inte du om har ett kan de från eller så vi din när ska detta var men man',
  da: 'og at det i en som er på for af med den til ikke du om har et kan de fra eller så vi din når skal dette var men man hvad bliver nogle',
  no: 'og at det i en som er på for av med den til ikke du om har et kan de fra eller så vi din når skal dette var men man hva blir noen',
  fi: 'ja on ei se että joka voi tai kun ovat mutta niin myös jos sen olla hän ole tämä kuin voit sitä tämän jotka kanssa',
  hu: 'a az és hogy nem is egy ez van meg ha csak vagy de el mint már azt fel lehet ki kell minden ezt',
  ro: 'și de în la cu un o pe este nu să care din pentru mai sau se sunt ce ca al dacă fi au prin poate acest',
  tr: 've bir bu için ile de da olarak olan çok daha gibi en ne veya ya var ama değil kadar her sonra',
  pl: 'i w na z do nie się że jest to o jak dla po od przez oraz lub czy za może które który jest aby tego ten są być ich jeśli jego ta te tym ze tylko jako więcej pliku plik',
  cs: 'a v na se je že to s z do pro o i jako za by po od ale který jsou být nebo jeho své pokud není',
  vi: 'và của là các có cho không được một trong với để những người này khi từ đến',
  id: 'dan yang di untuk dengan dari pada ini itu adalah tidak dalam akan atau anda ke juga bisa dapat',
};

let speakers: Map<string, string[]> | undefined;

/** Returns the languages that have a word among their most frequent ones. */
function speakersOf(word: string): readonly string[] | undefined {
  if (!speakers) {
    speakers = new Map();
    for (const [language, words] of Object.entries(WORDS)) {
      for (const each of new Set(words.split(' ')))
        speakers.set(each, [...(speakers.get(each) ?? []), language]);
    }
  }
  return speakers.get(word);
}

/** Code, URLs and embedded data, which have no language. Lengths are bounded so that hostile text takes linear time. */
const CODE =
  /```[^]*?(?:```|$)|`[^`\n]{0,300}`|https?:\/\/\S+|[\w+/=-]{40,}|<[^<>\n]{0,300}>|\]\([^()\n]{0,300}\)|\{\{[^{}\n]{0,300}\}\}/g;

/** Front matter: mostly field names, which say nothing about the language. */
const FRONT_MATTER = /^\ufeff?---[^]{0,65536}?\n---[ \t]*\r?\n/;

/** Different words that are enough to recognize a language. */
const ENOUGH_WORDS = 400;

function latinLanguage(text: string): string {
  const votes = new Map<string, number>();
  const vote = (languages: readonly string[]): void => {
    for (const language of languages) votes.set(language, (votes.get(language) ?? 0) + 1 / languages.length);
  };
  // Each word counts once: a list of Los Angeles teams is not Spanish.
  const words = new Set<string>();
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{M}]+/gu)) {
    // Truncate first: normalizing a long run of combining marks takes quadratic time.
    words.add(word.slice(0, 64).normalize('NFC'));
    if (words.size >= ENOUGH_WORDS) break;
  }
  for (const word of words) {
    const languages = speakersOf(word);
    if (languages) vote(languages);
    if (!/[^a-z]/.test(word)) continue;
    for (const [letters, users] of LETTERS) if (letters.test(word)) vote(users.split(' '));
  }
  let best = 'en';
  for (const [language, count] of votes) if (count > (votes.get(best) ?? 0)) best = language;
  return best;
}

function cyrillicLanguage(text: string): string {
  const count = (letters: RegExp): number => text.match(letters)?.length ?? 0;
  const russian = count(/[ыэё]/gi);
  if (count(/[ўЎ]/g) > 0 && russian > 0) return 'be';
  if (count(/[іїєґ]/gi) > russian) return 'uk';
  if (count(/[ђјљњћџ]/gi) > russian) return 'sr';
  return russian === 0 && count(/ъ/gi) > 2 ? 'bg' : 'ru';
}

function arabicLanguage(text: string): string {
  const count = (letters: RegExp): number => text.match(letters)?.length ?? 0;
  if (count(/[ٹڈڑے]/g) > 0) return 'ur';
  return count(/[پچژگکی]/g) > count(/[كيةى]/g) ? 'fa' : 'ar';
}

/** Share of a card's letters from which another script wins over Latin, which may be just product names and commands. */
const SHARE = 0.2;

/** Returns the primary BCP 47 code of the language of a whole card (plain text or Markdown); `en` if nothing suggests another. */
export function detectLanguage(text: string): string {
  const prose = text.replace(FRONT_MATTER, '').replace(CODE, ' ');
  const letters = new Float64Array(SCRIPTS.length + 1);
  for (let at = 0; at < prose.length; at++) {
    const script = scriptAt(prose, at);
    letters[script] = (letters[script] ?? 0) + 1;
  }
  let best = LATIN;
  let total = 0;
  SCRIPTS.forEach(([, , weight], script) => {
    const weighed = (letters[script] ?? 0) * weight;
    total += weighed;
    letters[script] = weighed;
    if (script !== LATIN && (best === LATIN || weighed > (letters[best] ?? 0))) best = script;
  });
  if (total === 0) return 'en';
  if ((letters[best] ?? 0) < SHARE * total) best = LATIN;
  const name = SCRIPTS[best]?.[0] ?? 'en';
  if (name === 'latin') return latinLanguage(prose);
  if (name === 'cyrillic') return cyrillicLanguage(prose);
  if (name === 'arabic') return arabicLanguage(prose);
  if (name === 'kana') return 'ja';
  if (name !== 'han') return name;
  const kana = letters[SCRIPTS.findIndex(([script]) => script === 'kana')] ?? 0;
  return kana > 0.1 * (letters[best] ?? 0) ? 'ja' : 'zh';
}
