import { z } from 'zod'
import { patchStackSchema, type PatchStack } from '../../../src-preload/contract/datasets.ts'
import { positionOf } from '../../../src-shared/sky/position.ts'
import { scaledWords, type Scaling, type Standard, type Standardisation } from '../../../src-shared/sky/scale.ts'
import type { WrittenCard } from '../../sky/fits/write.ts'

/** What the records of results keep of where their patches come from: a map or a stack; the other is null. */
export const originShape = {
  map: z
    .object({ path: z.string(), column: z.string(), unit: z.string(), citation: z.string().nullable() })
    .nullable()
    .default(null),
  stack: patchStackSchema.extend({ unit: z.string() }).nullable().default(null),
}

/** Unit of the values before they were scaled and standardised; '' if it is not known. */
export const unitOf = ({ map, stack }: { map: { unit: string } | null; stack: { unit: string } | null }): string =>
  (map ?? stack)?.unit ?? ''

/**
 * The row of a stack that became a patch.
 * @param leftOut rows of the stack that gave no patch, ascending
 */
export function rowOfStack(patch: number, leftOut: readonly number[]): number {
  let row = patch
  for (const out of leftOut) {
    if (out > row) break
    row++
  }
  return row
}

/** A patch with its origin. */
interface PatchOrigin {
  map: { path: string; column: string; citation: string | null } | null
  stack: PatchStack | null
  /** Its row in the stack. */
  stackRow?: number | null
  lon: number | null
  lat: number | null
  rotation?: number | null
}

/** The map or the stack of a patch, and its place on the sky, for HISTORY. */
export function originHistory({ map, stack, stackRow, ...place }: PatchOrigin): string[] {
  const position = positionOf(place)
  if (map && position) {
    const turned = position.rotation ? `, rotated by ${position.rotation} deg` : ''
    const centre = `l ${position.lon} b ${position.lat}${turned}`
    return [
      `Cut from ${map.path}, column ${map.column}, at ${centre}: gnomonic, interpolated bilinearly.`,
      ...(map.citation ? [`Data: ${map.citation}`] : []),
    ]
  }
  return [
    `Made elsewhere: patch ${stackRow} (from 0) of ${stack?.path}.`,
    position
      ? `Centre l ${position.lon} b ${position.lat} according to ${stack?.positions}.`
      : 'Its position on the sky is not known; the axes are offsets from its centre.',
  ]
}

/** How patches were standardised, as the beginning of a note. */
export const standardisedWords = {
  patch: 'Standardised per patch',
  dataset: 'Standardised by the training patches of the dataset',
  none: 'Not standardised',
} as const satisfies Record<Standardisation, string>

/**
 * The cards PATMEAN and PATSTD, with which standardisation is undone.
 * @param suffix of the keywords, for patches of several channels
 */
export function standardCards(
  standardisation: Standardisation,
  scaling: Scaling,
  { mean, std }: Standard,
  suffix = '',
): WrittenCard[] {
  const value = scaledWords(scaling, 'value')
  const comments = {
    patch: [`mean of the patch (of ${value})`, 'standard deviation of the same'],
    dataset: [`mean of the training patches (of ${value})`, 'standard deviation of the same'],
    none: ['0: not standardised', '1: not standardised'],
  }[standardisation]
  return [
    { keyword: `PATMEAN${suffix}`, value: mean, comment: comments[0] },
    { keyword: `PATSTD${suffix}`, value: std, comment: comments[1] },
  ]
}
