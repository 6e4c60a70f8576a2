/**
 * Encodes JSON values as bytes, storing each text, list and object only once: the facts of cards are much alike, and this is
 * read several times as fast as JSON. After unpacking, a value that was used in many places is one shared object.
 */

export type Json =
  string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };

type JsonMap = Readonly<Record<string, Json>>;

/** A value is encoded as a number: its kind in the two lowest bits, an index or a small integer in the others. */
const NODE = 0;
const TEXT = 1;
const INTEGER = 2;
const OTHER = 3;
/** OTHER is an index into these, followed by the numbers that are not small integers. */
const CONSTANTS: readonly Json[] = [null, true, false];
const LARGEST = 2 ** 29;
/** Takes the place of a shape for lists. */
const LIST = -1;
/** Identifies bytes written by `pack`, on a machine with the same byte order. */
const MAGIC = 0x6b62_0001;
const HEADER = 5;

export function pack(value: Json): Uint8Array {
  const packer = new Packer();
  const root = packer.add(value);
  const { nodes, numbers, texts, shapes } = packer;
  const words = Buffer.from(JSON.stringify([texts, shapes]));
  const counts = Int32Array.of(MAGIC, root, nodes.length, numbers.length, words.length);
  return Buffer.concat([
    bytesOf(counts),
    bytesOf(Int32Array.from(nodes)),
    bytesOf(Float64Array.from(numbers)),
    words,
  ]);
}

/** Throws an Error if the bytes were not written by `pack`. */
export function unpack(bytes: Uint8Array): Json {
  const { buffer, byteOffset: start } = bytes;
  const [magic, root = 0, nodeCount = 0, numberCount = 0, wordCount = 0] = new Int32Array(
    buffer.slice(start, start + 4 * HEADER),
  );
  if (magic !== MAGIC) throw new Error('the bytes are not a packed value');
  const nodesAt = start + 4 * HEADER;
  const numbersAt = nodesAt + 4 * nodeCount;
  const wordsAt = numbersAt + 8 * numberCount;
  const nodes = new Int32Array(buffer.slice(nodesAt, numbersAt));
  const numbers = new Float64Array(buffer.slice(numbersAt, wordsAt));
  const [texts, shapes] = JSON.parse(Buffer.from(buffer, wordsAt, wordCount).toString('utf8')) as [
    string[],
    string[][],
  ];
  /** The last object of each shape: the next one is often nearly the same, and copying it is faster than setting every key. */
  const latest: { readonly object: Record<string, Json>; readonly at: number }[] = [];
  const made: Json[] = [];
  const valueOf = (ref: number): Json => {
    const at = ref >> 2;
    switch (ref & 3) {
      case NODE:
        return made[at];
      case TEXT:
        return texts[at];
      case INTEGER:
        return at;
      default:
        return at < CONSTANTS.length ? CONSTANTS[at] : numbers[at - CONSTANTS.length];
    }
  };
  for (let at = 0; at < nodes.length;) {
    const shape = nodes[at++] ?? LIST;
    const length = nodes[at++] ?? 0;
    const end = at + length;
    if (shape === LIST) {
      const list: Json[] = [];
      while (at < end) list.push(valueOf(nodes[at++] ?? 0));
      made.push(list);
    } else {
      const keys = shapes[shape] ?? [];
      const like = latest[shape];
      const object: Record<string, Json> = like ? { ...like.object } : {};
      for (let key = 0; key < length; key++) {
        const ref = nodes[at + key] ?? 0;
        if (!like || nodes[like.at + key] !== ref) setOwn(object, keys[key] ?? '', valueOf(ref));
      }
      latest[shape] = { object, at };
      made.push(object);
      at = end;
    }
  }
  return valueOf(root);
}

/** Looks up parts that it has seen before and numbers new ones: parts come before the whole. */
class Packer {
  /** For each list and object: its shape, the number of its parts, the parts. */
  readonly nodes: number[] = [];
  readonly numbers: number[] = [];
  readonly texts: string[] = [];
  /** The keys of objects. */
  readonly shapes: (readonly string[])[] = [];
  readonly #textIds = new Map<string, number>();
  readonly #shapeIds = new Map<string, number>();
  /** The last shape with a given number of keys: nearly always that of the next object, too. */
  readonly #recent = new Map<number, number>();
  /** Where each node starts. */
  readonly #starts: number[] = [];
  readonly #byHash = new Map<number, number>();

  add(value: Json): number {
    switch (typeof value) {
      case 'string':
        return (this.#text(value) << 2) | TEXT;
      case 'number':
        if (Number.isInteger(value) && Math.abs(value) < LARGEST && !Object.is(value, -0))
          return (value << 2) | INTEGER;
        this.numbers.push(value);
        return ((CONSTANTS.length + this.numbers.length - 1) << 2) | OTHER;
      case 'object':
        if (value !== null) return (this.#node(value) << 2) | NODE;
    }
    return (Math.max(0, CONSTANTS.indexOf(value)) << 2) | OTHER;
  }

  #text(text: string): number {
    const known = this.#textIds.get(text);
    if (known !== undefined) return known;
    this.#textIds.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }

  #node(value: readonly Json[] | JsonMap): number {
    const [shape, parts] = Array.isArray(value)
      ? [LIST, (value as readonly Json[]).map((part) => this.add(part))]
      : this.#object(value as JsonMap);
    return this.#place(shape, parts);
  }

  #object(value: JsonMap): [shape: number, parts: number[]] {
    const keys: string[] = [];
    const parts: number[] = [];
    for (const key of Object.keys(value)) {
      const part = value[key];
      // As in JSON.
      if (part === undefined) continue;
      keys.push(key);
      parts.push(this.add(part));
    }
    return [this.#shape(keys), parts];
  }

  #shape(keys: readonly string[]): number {
    const recent = this.#recent.get(keys.length);
    const shape = recent === undefined ? undefined : this.shapes[recent];
    if (recent !== undefined && shape?.every((key, at) => key === keys[at])) return recent;
    const name = JSON.stringify(keys);
    const id = this.#shapeIds.get(name) ?? this.shapes.push(keys) - 1;
    this.#shapeIds.set(name, id);
    this.#recent.set(keys.length, id);
    return id;
  }

  #place(shape: number, parts: readonly number[]): number {
    let hash = shape ^ parts.length;
    for (const part of parts) hash = Math.imul(hash ^ part, 0x01000193) ^ (hash >>> 15);
    const same = this.#byHash.get(hash);
    if (same !== undefined && this.#isNode(same, shape, parts)) return same;
    // On a hash collision the later node is the one to be found; the earlier one may then be stored again.
    const node = this.#starts.push(this.nodes.length) - 1;
    this.#byHash.set(hash, node);
    this.nodes.push(shape, parts.length);
    for (const part of parts) this.nodes.push(part);
    return node;
  }

  #isNode(node: number, shape: number, parts: readonly number[]): boolean {
    const start = this.#starts[node] ?? 0;
    return (
      this.nodes[start] === shape &&
      this.nodes[start + 1] === parts.length &&
      parts.every((part, at) => this.nodes[start + 2 + at] === part)
    );
  }
}

/** Like JSON.parse, treats `__proto__` as an ordinary key. */
function setOwn(object: Record<string, Json>, key: string, value: Json): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array | Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
