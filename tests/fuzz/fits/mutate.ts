import { cardMutations } from './card-mutations.ts'
import { byteMutations, mutateData, wrap } from './data-mutations.ts'
import { drawFrom, type Draw } from './draw.ts'
import { joinParts, type Part, type Parts } from './parts.ts'
import type { Source } from './sources.ts'

/** A file to try. */
export interface Mutated {
  /** name of the file that was changed */
  source: string
  bytes: Buffer
  /** bytes of the whole file, which ends with zeros; longer than `bytes` for the end of a large file */
  length: number
}

/** How often (of 100) each kind of change is made. */
const often = { cards: 65, data: 25, hdus: 15, bytes: 12, wrap: 12 }

/** A changed file, the same for the same seed and sources: small ones are taken more often, as they take less time. */
export function mutate(seed: number, sources: readonly Source[]): Mutated {
  const draw = drawFrom(seed)
  const source = pickSource(sources, draw)
  const { parts } = source
  const changed = { hdus: parts.hdus.map((part) => ({ ...part, cards: [...part.cards] })) }
  const does = (kind: keyof typeof often) => draw.chance(often[kind] / 100)
  if (does('hdus')) mutateHdus(changed, draw, sources)
  const any = () => draw.pick(changed.hdus)
  if (does('cards')) {
    for (let n = draw.few(6); n > 0; n--) {
      const part = any()
      if (part.cards.length > 0) draw.pick(cardMutations)(part, draw)
    }
  }
  if (does('data')) mutateData(any(), draw)
  let bytes = joinParts(changed)
  if (does('bytes')) bytes = draw.pick(byteMutations)(bytes, draw)
  // The zeros of a large file take the time of thousands of small ones.
  const zeros = parts.zeros > 0 && draw.chance(1 / 16) ? parts.zeros : 0
  if (!does('wrap')) return { source: source.name, bytes, length: bytes.length + zeros }
  bytes = wrap(bytes, draw)
  return { source: source.name, bytes, length: bytes.length }
}

function pickSource(sources: readonly Source[], draw: Draw): Source {
  const total = sources.reduce((sum, { weight }) => sum + weight, 0)
  let left = draw.below(Math.ceil(total * 1000)) / 1000
  return sources.find(({ weight }) => (left -= weight) < 0) ?? sources[0]
}

/** HDUs repeated, removed, exchanged, or of another file added. */
function mutateHdus(parts: Pick<Parts, 'hdus'>, draw: Draw, sources: readonly Source[]): void {
  const { hdus } = parts
  const at = draw.below(hdus.length)
  const copy = ({ cards, data }: Part) => ({ cards: [...cards], data })
  const changes = [
    () => hdus.splice(at, 0, copy(hdus[at])),
    () => hdus.length > 1 && hdus.splice(at, 1),
    () => hdus.push(...hdus.splice(at, 1)),
    () => hdus.splice(at + 1, 0, ...pickSource(sources, draw).parts.hdus.map(copy).map(asExtension)),
    () => (hdus[at] = { ...hdus[at], data: draw.pick(draw.pick(sources).parts.hdus).data }),
  ]
  draw.pick(changes)()
}

/** A primary HDU as an extension: elsewhere in a file it would end it. */
const asExtension = ({ cards, data }: Part): Part => ({
  cards: cards.map((card) => (card.startsWith('SIMPLE') ? "XTENSION= 'IMAGE   '".padEnd(80) : card)),
  data,
})
