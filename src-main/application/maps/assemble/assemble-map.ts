import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import packageFacts from '../../../../package.json' with { type: 'json' }
import { roundTrip, type RoundTrip } from '../../../../src-shared/sky/assemble/round-trip.ts'
import type { WeightedMap } from '../../../../src-shared/sky/assemble/weighted-map.ts'
import type { Frame, MapValues, Ordering } from '../../../../src-shared/sky/healpix/map.ts'
import { reorder } from '../../../../src-shared/sky/healpix/reorder.ts'
import { assemblePatches } from '../../../sky/assemble/assemble-patches.ts'
import { stokesRoundTrip } from '../../../sky/assemble/stokes-round-trip.ts'
import { writeHealpixMap, type WrittenColumn } from '../../../sky/fits/write-map.ts'
import { requireFreeFile } from '../../host/require-free-file.ts'
import { loadChannels } from '../load-channels.ts'
import type { PatchesToAssemble } from './patches-to-assemble.ts'

export interface AssembleOrder {
  nside: number
  ordering: Ordering
  coordsys: Frame
  /** How often the map is corrected for the smoothing of interpolation. */
  corrections: number
  out: string
  /** Whether a file that exists is replaced. */
  overwrite?: boolean
  threads?: number
  signal?: AbortSignal
  onProgress?: (fraction: number, note: string) => void
}

export interface AssembledFacts {
  out: string
  nside: number
  ordering: Ordering
  coordsys: Frame
  unit: string
  patches: number
  /** Pixels with a value, and their share of the sky. */
  pixels: number
  skyFraction: number
  /**
   * Assembled map against the map that the patches were cut from: the intensity, or the only column. Null without one,
   * or if that map is not known or not there any more.
   */
  roundTrip: RoundTrip | null
  /** The same of Q and U together. */
  stokesRoundTrip: RoundTrip | null
}

/**
 * Puts patches together to one HEALPix map: a column for each channel, and the sum of the patches' weights at each
 * pixel. Pixels that no patch covers are missing.
 * @throws CirrusError conflict if the file exists; SkyError, CirrusError refused, FileFormatError as `assemblePatches`; the signal's reason when aborted
 */
export async function assembleMap(patches: PatchesToAssemble, order: AssembleOrder): Promise<AssembledFacts> {
  const { nside, ordering, coordsys, corrections, out, threads, signal, onProgress = () => {} } = order
  const { file, type, names, unit } = patches
  requireFreeFile(out, order.overwrite)
  const map = await assemblePatches(file, {
    ...{ nside, frame: coordsys, type, corrections, threads, signal },
    onProgress: (fraction) => onProgress(0.9 * fraction, `assembling ${file.patches.length} patches`),
  })
  onProgress(0.9, 'writing the map')
  const pixels = countCovered(map.weights)
  await writeHealpixMap(
    out,
    {
      ...{ nside, ordering, coordsys },
      columns: [
        ...map.values.map((values, c) => ({ name: names[c], unit, type, values: inOrder(values, ordering) })),
        { name: 'WEIGHT', unit: '', type, values: inOrder(map.weights, ordering) },
      ],
      cards: [
        { keyword: 'ORIGIN', value: `Cirrus ${packageFacts.version}`, comment: 'program that wrote this file' },
        ...(file.channels.length === 1 ? [] : polarisationCards),
      ],
      history: [
        `Assembled from ${file.patches.length} gnomonic patches of ${file.geometry.size} px: mean of their bilinear values, with von Hann's weights, corrected ${corrections} times.`,
        ...patches.history,
      ],
    },
    { signal },
  )
  onProgress(0.95, 'comparing with the source')
  const found = await compareWithSource(map, patches, signal)
  return {
    ...{ out: resolve(out), nside, ordering, coordsys, unit, patches: file.patches.length },
    ...{ pixels, skyFraction: pixels / map.weights.length, ...found },
  }
}

const polarisationCards = [
  { keyword: 'POLAR', value: true, comment: 'Q and U are in this table' },
  { keyword: 'POLCCONV', value: 'COSMO', comment: 'sign of U as in HEALPix' },
]

function countCovered(weights: MapValues): number {
  let pixels = 0
  for (let pixel = 0; pixel < weights.length; pixel++) if (weights[pixel] > 0) pixels++
  return pixels
}

/** The values in an order; in NESTED, one column at a time is in memory. */
const inOrder = (values: MapValues, ordering: Ordering): WrittenColumn['values'] =>
  ordering === 'RING'
    ? values
    : async () => {
        const nested = reorder(values, 'RING', ordering)
        return (target, first) => target.set(nested.subarray(first, first + target.length))
      }

async function compareWithSource(
  map: WeightedMap,
  { source, channels }: PatchesToAssemble,
  signal: AbortSignal | undefined,
): Promise<Pick<AssembledFacts, 'roundTrip' | 'stokesRoundTrip'>> {
  if (source === null || !existsSync(source.path)) return { roundTrip: null, stokesRoundTrip: null }
  const { path, column, coordsysOverride, polcconvOverride } = source
  // Of several channels, the record holds the names of all columns; one of them finds the others.
  const name = channels === 'I' ? column : column.split(', ')[0]
  const { unit, conversion } = source
  const converted = conversion && { unit, frequency: conversion.frequency ?? undefined }
  const options = { coordsys: coordsysOverride, polcconv: polcconvOverride, signal, ...converted }
  const { map: field, stokes } = await loadChannels(path, name, channels, options)
  return {
    roundTrip: channels === 'QU' ? null : roundTrip(map, field),
    stokesRoundTrip: stokes ? stokesRoundTrip(map, field, stokes) : null,
  }
}
