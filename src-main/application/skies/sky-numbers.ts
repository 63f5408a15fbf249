import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Standardisation } from '../../../src-shared/sky/scale.ts'
import type { SkyCover } from '../../../src-shared/sky/whole-sky/cover-sky.ts'
import type { Template } from './measure-template.ts'

export interface SkyNumbersRequest {
  cover: SkyCover
  /** Names of what the flow is told. */
  conditions: readonly string[]
  standardisation: Standardisation
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
}

/**
 * The conditions of each patch of a sky, and what undoes its standardisation: numbers that are given for all of them, those
 * of the template there, and where the patch lies.
 * @throws CirrusError refused for a number that nobody needs, and for a condition that nothing says
 */
export function skyNumbers({ cover, conditions, standardisation, given, template }: SkyNumbersRequest): SkyNumbers {
  const { centres } = cover
  requireUsed({ conditions, standardisation, given })
  const known: Record<string, (p: number) => number> = {
    lon: (p) => centres[p].lon,
    lat: (p) => centres[p].lat,
    latitude: (p) => Math.abs(centres[p].lat),
    rotation: () => 0,
    ...mapped(template?.numbers ?? {}, (values) => (p: number) => values[p]),
    ...mapped(given, (value) => () => value),
  }
  const table = (names: readonly string[]) =>
    Float32Array.from({ length: centres.length * names.length }, (_, i) =>
      known[names[i % names.length]](Math.floor(i / names.length)),
    )
  const unknown = conditions.filter((name) => !(name in known))
  if (unknown.length > 0) {
    const words = unknown.join(', ')
    throw wrong(
      'conditions',
      `The flow is told the ${words} of each patch. Give ${unknown.length > 1 ? 'them' : 'it'} for the whole sky (--condition ${unknown[0]}=NUMBER), or mean, std and texture by a map of the sky (--like MAP).`,
    )
  }
  const level = ['mean', 'std'].filter((name) => name in known)
  const missing = ['mean', 'std'].filter((name) => !(name in known))
  if (level.some((name) => !conditions.includes(name)) && missing.length > 0)
    throw wrong('given', `--mean and --std undo the standardisation together: give the ${missing[0]} too.`)
  const own = standardisation === 'patch' && missing.length === 0
  return {
    conditions: conditions.length > 0 ? table(conditions) : null,
    standards: own ? table(['mean', 'std']) : null,
  }
}

function requireUsed({ conditions, standardisation, given }: Omit<SkyNumbersRequest, 'cover' | 'template'>): void {
  for (const name of Object.keys(given)) {
    if (conditions.includes(name)) continue
    if (name !== 'mean' && name !== 'std') {
      const known = conditions.length > 0 ? `only ${conditions.join(', ')}` : 'nothing'
      throw wrong('given', `The flow is not told ${name}, but ${known}.`)
    }
    if (standardisation !== 'patch')
      throw wrong(
        'given',
        `The patches of the dataset were not standardised one by one: no patch has a ${name} of its own.`,
      )
  }
  if (given.std !== undefined && !(given.std > 0)) throw wrong('given', 'The standard deviation is not above 0.')
}

const mapped = <A, B>(record: Readonly<Record<string, A>>, f: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(value)]))

const wrong = (field: string, message: string) => new CirrusError('refused', message, undefined, { field })
