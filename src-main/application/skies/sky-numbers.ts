import type { SkyCover } from '../../../src-shared/sky/whole-sky/cover-sky.ts'
import type { placeNames } from '../../../src-shared/sky/whole-sky/patch-numbers.ts'
import type { Template } from './measure-template.ts'

export interface SkyNumbersRequest {
  cover: Pick<SkyCover, 'centres'>
  /** Names of what the flow is told. */
  conditions: readonly string[]
  /** Whether patches have a mean and a standard deviation of their own (`patchesHaveLevels`). */
  levels: boolean
  /** Numbers for the whole sky. */
  given: Readonly<Record<string, number>>
  template: Template | null
}

/** What is known of every patch of a sky. */
export interface SkyNumbers {
  /** What the flow is told, [patches, conditions]; null for nothing. */
  conditions: Float32Array | null
  /** Mean and standard deviation, [patches, 2]; null if patches have none of their own. */
  standards: Float32Array | null
  /** The longest waves of the noise, [patches, waves]; null for those that are drawn. */
  waves: Float32Array | null
}

/**
 * The conditions of each patch of a sky, and what undoes its standardisation: numbers that are given for all of them, those
 * of the template there, and where the patch lies. All that are needed are known (`patchesHaveLevels`).
 */
export function skyNumbers({ cover, conditions, levels, given, template }: SkyNumbersRequest): SkyNumbers {
  const { centres } = cover
  const ofPlace: Record<(typeof placeNames)[number], (p: number) => number> = {
    lon: (p) => centres[p].lon,
    lat: (p) => centres[p].lat,
    latitude: (p) => Math.abs(centres[p].lat),
    rotation: () => 0,
  }
  const known: Record<string, (p: number) => number> = {
    ...ofPlace,
    ...mapped(template?.numbers ?? {}, (values) => (p: number) => values[p]),
    ...mapped(given, (value) => () => value),
  }
  const table = (names: readonly string[]) =>
    Float32Array.from({ length: centres.length * names.length }, (_, i) =>
      known[names[i % names.length]](Math.floor(i / names.length)),
    )
  return {
    conditions: conditions.length > 0 ? table(conditions) : null,
    standards: levels ? table(['mean', 'std']) : null,
    waves: template?.waves ?? null,
  }
}

const mapped = <A, B>(record: Readonly<Record<string, A>>, f: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(value)]))
