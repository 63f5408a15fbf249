import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Standardisation } from '../../../src-shared/sky/scale.ts'
import { placeNames } from '../../../src-shared/sky/whole-sky/patch-numbers.ts'

export interface NumbersNeeded {
  /** Names of what the flow is told. */
  conditions: readonly string[]
  standardisation: Standardisation
  /** Numbers for the whole sky. */
  given: Readonly<Record<string, number>>
  /** Names of what a template says of every patch. */
  measured: readonly string[]
}

/**
 * Checks that every number that the patches of a sky need is known, and whether that is enough for a mean and a standard
 * deviation of each.
 * @throws CirrusError refused, naming the number as `given.NAME`, for one that nobody needs, and for one that nothing says
 */
export function patchesHaveLevels({ conditions, standardisation, given, measured }: NumbersNeeded): boolean {
  requireUsed({ conditions, standardisation, given })
  const known: readonly string[] = [...placeNames, ...measured, ...Object.keys(given)]
  const unknown = conditions.filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    const them = unknown.length > 1 ? 'them' : 'it'
    throw wrong(
      unknown[0],
      `The flow is told the ${unknown.join(', ')} of each patch: give a value of ${them} for the whole sky; mean, std and texture may also come from a map.`,
    )
  }
  const missing = ['mean', 'std'].filter((name) => !known.includes(name))
  const levels = ['mean', 'std'].filter((name) => known.includes(name))
  if (missing.length > 0 && levels.some((name) => !conditions.includes(name)))
    throw wrong(missing[0], `Mean and std undo the standardisation together: give the ${missing[0]} too.`)
  return standardisation === 'patch' && missing.length === 0
}

function requireUsed({ conditions, standardisation, given }: Omit<NumbersNeeded, 'measured'>): void {
  for (const [name, value] of Object.entries(given)) {
    if (!conditions.includes(name)) {
      if (name !== 'mean' && name !== 'std') {
        const known = conditions.length > 0 ? `only ${conditions.join(', ')}` : 'nothing'
        throw wrong(name, `The flow is not told ${name}, but ${known}.`)
      }
      if (standardisation !== 'patch')
        throw wrong(
          name,
          `The patches of the dataset were not standardised one by one: no patch has a ${name} of its own.`,
        )
    }
    if (name === 'std' && !(value > 0)) throw wrong(name, 'The standard deviation is not above 0.')
  }
}

const wrong = (name: string, message: string) =>
  new CirrusError('refused', message, undefined, { field: `given.${name}` })
