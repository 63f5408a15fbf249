import { statisticKinds, type SampleStatistic, type SampleStatistics } from './sample-statistics.ts'

/** The distance of one model's samples from the sky, beside what is the least to expect; null where there is none. */
export interface SampleCell {
  distance: number | null
  /** The distance of other sky, or that of chance if it is larger or there is no other sky. */
  floor: number | null
  /** Distance over floor. */
  ratio: number | null
}

/** One statistic, for all models side by side. */
export interface SampleRow {
  name: SampleStatistic['name']
  label: string
  cells: SampleCell[]
}

/** The models of several measurements side by side: statistics in rows, the worst first. */
export interface SampleSummary {
  models: string[]
  rows: SampleRow[]
}

/**
 * Each statistic's distance between samples and sky over its floor; the largest of any model decides a row's place.
 * Statistics that one of the measurements lacks have empty cells.
 */
export function summariseSamples(all: readonly SampleStatistics[]): SampleSummary {
  const names = new Set(all.flatMap(({ statistics }) => statistics.map(({ name }) => name)))
  const rows = [...names].map((name): SampleRow => {
    const found = all.map(({ statistics }) => statistics.find((one) => one.name === name))
    const cells = all.flatMap(({ models }, i) => models.map((_, model) => cellOf(found[i], model)))
    return { name, label: statisticLabel(found.find((one) => one !== undefined)!), cells }
  })
  return {
    models: all.flatMap(({ models }) => models),
    rows: rows.sort((a, b) => worst(b) - worst(a)),
  }
}

/** The name of a statistic, with its multipoles if it has a part of them. */
export function statisticLabel({ name, x }: Pick<SampleStatistic, 'name' | 'x'>): string {
  const { label } = statisticKinds[name]
  if (!name.startsWith('spectrum-') || x.length === 0) return label
  return x.length === 1 ? `C(ℓ), ℓ = ${Math.round(x[0])}` : `C(ℓ), ℓ = ${Math.round(x[0])} to ${Math.round(x.at(-1)!)}`
}

function cellOf(statistic: SampleStatistic | undefined, model: number): SampleCell {
  const { distance = null, chance = null } = statistic?.models[model] ?? {}
  const floors = statistic?.floor ? [statistic.floor.distance, statistic.floor.chance] : [chance]
  const floor = Math.max(...floors.map((value) => value ?? 0))
  return {
    distance,
    floor: floor > 0 ? floor : null,
    ratio: distance !== null && floor > 0 ? distance / floor : null,
  }
}

/** The largest ratio of a row; without floors, the largest distance. */
const worst = ({ cells }: SampleRow) =>
  Math.max(...cells.map(({ ratio, distance }) => ratio ?? distance ?? Number.NEGATIVE_INFINITY))
