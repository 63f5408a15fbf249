import type { Draw } from '../../fuzz/fits/draw.ts'

type Holder = Record<string, unknown> | unknown[]

/** What no caller means: of other types, at the ends of their range, with characters that end lines, names or strings. */
const hostile: readonly ((draw: Draw) => unknown)[] = [
  () => null,
  () => true,
  (draw) => draw.pick([0, -1, 1, 0.5, -0.001, 2 ** 31, -(2 ** 31), 2 ** 53, -(2 ** 53), 1e308, -1e308, 5e-324, 1e-7]),
  (draw) => draw.pick(['', ' ', '..', '.', 'NaN', 'Infinity', '-1', '1e999', 'null', 'true', '%00', '%2e%2e%2f']),
  (draw) => draw.pick(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'length']),
  (draw) =>
    draw.pick(['a\0b', 'a\rb', 'a\nb', '\ud800', '\u202eabc', '\ufeff', 'é', '星間塵', '😀', "'; drop table runs --"]),
  (draw) => draw.pick(['x', 'é', '\\', '"', '../']).repeat(draw.pick([121, 300, 5000, 100_000])),
  () => ({}),
  () => [],
  (draw) => Array.from({ length: draw.pick([1, 50, 5000]) }, () => draw.below(3)),
  () => ({ __proto__: null, toString: 1, constructor: { prototype: {} } }),
  (draw) => nested(draw.pick([10, 500])),
]

const nested = (depth: number): unknown => {
  let value: unknown = 0
  for (let n = 0; n < depth; n++) value = [value]
  return value
}

/** Something that fits no schema, or one by chance. */
export const garbage = (draw: Draw): unknown => draw.pick(hostile)(draw)

/** Changes some values of a payload, in place: replaces, removes, repeats or moves them. */
export function mutatePayload(payload: unknown, draw: Draw): unknown {
  for (let n = draw.few(3); n > 0; n--) {
    const places = placesIn(payload)
    if (places.length === 0) return garbage(draw)
    const [holder, key] = draw.pick(places)
    change(holder, key, draw, places)
  }
  return payload
}

function change(holder: Holder, key: string, draw: Draw, places: readonly [Holder, string][]): void {
  const values = holder as Record<string, unknown>
  if (draw.chance(0.15)) {
    if (Array.isArray(holder)) holder.splice(Number(key), 1)
    else delete holder[key]
  } else if (draw.chance(0.1)) {
    const [other, name] = draw.pick(places)
    values[key] = structuredClone((other as Record<string, unknown>)[name])
  } else if (draw.chance(0.1) && !Array.isArray(holder)) {
    holder[draw.pick(['id', 'kind', 'extra', 'size', 'path'])] = garbage(draw)
  } else if (typeof values[key] === 'number' && draw.chance(0.5)) {
    const value = values[key]
    values[key] = draw.pick([-value, value + 0.5, 1000 * value, value / 1000, value + 1, value - 1])
  } else values[key] = garbage(draw)
}

/** Every value inside a payload, as its holder and key. */
function placesIn(value: unknown): [Holder, string][] {
  if (typeof value !== 'object' || value === null) return []
  const holder = value as Holder
  return Object.entries(holder).flatMap(([key, inner]) => [[holder, key] as [Holder, string], ...placesIn(inner)])
}
