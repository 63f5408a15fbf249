/** Which of a series of energies or frequencies a column holds; edges and centre null where the file does not say. */
export interface Band {
  /** what the columns of one series have in common: CHANNEL, SPECTRA */
  series: string
  low: number | null
  high: number | null
  centre: number | null
  unit: string
}

/** Edges or centres of the bands of a file, in order. */
export interface BandTable {
  unit: string
  bands: { low: number | null; high: number | null; centre: number | null }[]
}

/** Names of columns of bands, without their numbers. */
const ofBands = /^(CHANNEL|CHAN|BAND|ENERGY|EBIN|BIN|FREQ|FREQUENCY|NU|SPECTRA|SPECTRUM|COUNTS|FLUX)S?$/i
const numbered = /^(.*?)[ _-]?(\[\d+\]|\d+)$/
const valued = /^(.*?)(\d+(?:\.\d+)?)[ _-]*(GHz|MHz|THz|eV|keV|MeV|GeV|TeV|um|micron)\b(.*)$/i

/**
 * The band of each column of a table: columns numbered in one series (CHANNEL1, CHANNEL2, ...), the elements of a vector
 * column (SPECTRA[0], ...), or columns named by their frequency or energy (100GHz, 143GHz). Null for other columns.
 * @param table the bands from an HDU of the file, if there are as many as columns in the series
 */
export function bandsOf(names: readonly string[], table: BandTable | null): (Band | null)[] {
  const found = names.map((name): Band | null => {
    const [, before, value, unit, after] = valued.exec(name) ?? []
    if (value !== undefined) {
      return { series: `${before} ${after}`.trim(), low: null, high: null, centre: Number(value), unit }
    }
    const [, series, number] = numbered.exec(name.replace(/ \(HDU \d+\)$/, '')) ?? []
    if (series === undefined) return null
    const isSeries = number.startsWith('[') || ofBands.test(series)
    return isSeries ? { series, low: null, high: null, centre: null, unit: '' } : null
  })
  const sizes = new Map<string, number>()
  for (const band of found) if (band) sizes.set(band.series, (sizes.get(band.series) ?? 0) + 1)
  const next = new Map<string, number>()
  return found.map((band) => {
    if (!band || sizes.get(band.series)! < 2) return null
    const place = next.get(band.series) ?? 0
    next.set(band.series, place + 1)
    if (!table || band.centre !== null || table.bands.length !== sizes.get(band.series)) return band
    return { ...band, ...table.bands[place], unit: table.unit }
  })
}

const electronvolts: readonly (readonly [string, number])[] = [
  ['eV', 1],
  ['keV', 1e3],
  ['MeV', 1e6],
  ['GeV', 1e9],
  ['TeV', 1e12],
]

/** A band in words: `100 – 178 MeV`, `353 GHz`; null if the file gives no numbers. Energies take the unit that suits. */
export function bandWords({ low, high, centre, unit }: Omit<Band, 'series'>): string | null {
  const numbers = low !== null && high !== null ? [low, high] : centre !== null ? [centre] : []
  if (numbers.length === 0) return null
  const size = electronvolts.find(([name]) => name.toLowerCase() === unit.toLowerCase())?.[1]
  const least = Math.abs(numbers[0]) * (size ?? 1)
  const suited = size === undefined ? undefined : electronvolts.findLast(([, own]) => least >= own)
  const factor = suited ? size! / suited[1] : 1
  const words = numbers.map((value) => String(Number((value * factor).toPrecision(4))))
  return `${words.join(' – ')} ${suited?.[0] ?? unit}`.trim()
}
