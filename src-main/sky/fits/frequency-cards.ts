import type { HeaderOptions, MapHeader } from './map-header.ts'
import { chooseAnyColumn } from './choose-column.ts'
import { withByteSource } from './fits-file.ts'

/** A map's frequency in GHz, and what gives it: 'card FREQ'. */
export interface MapFrequency {
  frequency: number
  from: string
}

/** Gigahertz in the units that headers use. */
const gigahertzIn: Readonly<Record<string, number>> = { hz: 1e-9, khz: 1e-6, mhz: 1e-3, ghz: 1, thz: 1e3 }
const unitWord = /\b([kMGT]?Hz)\b/i

/** Cards of CMB maps, in GHz unless they say otherwise; those of FITS, which are in Hz. */
const nominalCards = ['FREQ', 'FREQUENC', 'FREQUENCY', 'REFFREQ', 'REF_FREQ']
const restCards = ['RESTFRQ', 'RESTFREQ']
const unitCards = ['FREQ_UNI', 'FREQUNIT', 'FREQUNI']

/** Numbers of Hz that nobody means as GHz. */
const leastHertz = 1e7

/** Frequencies that conversions of units accept, GHz. */
const range = [1e-3, 1e6] as const

/**
 * The frequency of a column: from its name (`I_353GHz`), or from a card of the header, such as Planck's FREQ. Null if
 * there is none, or no number, as in WMAP's `FREQ = 'W'`.
 */
export function frequencyOf({ cards, columns }: MapHeader, column: string): MapFrequency | null {
  const [, named, unitInName] = /(\d+(?:\.\d+)?)[ _-]*([kMGT]?Hz)(?![a-z])/i.exec(column) ?? []
  if (named !== undefined)
    return valid(Number(named) * gigahertzIn[unitInName.toLowerCase()], `the name of column ${column}`)
  for (const keyword of [...nominalCards, ...restCards]) {
    const text = cards.text(keyword)
    const number = Number(/^\s*\d*\.?\d+(?:[eE][-+]?\d+)?/.exec(text ?? '')?.[0])
    if (text === undefined || !Number.isFinite(number)) continue
    const comment = cards.cards.find((card) => card.keyword === keyword)?.comment ?? ''
    const unit = [text, ...unitCards.map((card) => cards.text(card) ?? ''), comment]
      .map((words) => unitWord.exec(words)?.[1].toLowerCase())
      .find(Boolean)
    const implied = restCards.includes(keyword) || number >= leastHertz ? 'hz' : 'ghz'
    return valid(number * gigahertzIn[unit ?? implied], `card ${keyword}`)
  }
  // An axis of one frequency, as radio images have.
  if (columns.length > 1) return null
  const axis = [3, 4].find((n) => cards.text(`CTYPE${n}`) === 'FREQ')
  const value = axis && cards.number(`CRVAL${axis}`)
  return value
    ? valid(value * (gigahertzIn[(cards.text(`CUNIT${axis}`) ?? 'Hz').toLowerCase()] ?? NaN), `card CRVAL${axis}`)
    : null
}

const valid = (gigahertz: number, from: string): MapFrequency | null => {
  const frequency = Number(gigahertz.toPrecision(12))
  return frequency >= range[0] && frequency <= range[1] ? { frequency, from } : null
}

/** The unit and the frequency of a column of a file, stored or derived. @throws FitsError as `chooseAnyColumn` */
export async function readFrequency(
  path: string,
  column: string | undefined,
  options: HeaderOptions = {},
): Promise<{ unit: string; found: MapFrequency | null }> {
  return withByteSource(path, async (source) => {
    const chosen = await chooseAnyColumn(source, column, options)
    const stored = 'sources' in chosen ? chosen.sources[0] : chosen
    return { unit: stored.column.unit ?? '', found: frequencyOf(stored.header, stored.column.name) }
  })
}
