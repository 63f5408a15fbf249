import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { refused } from '../../../src-preload/rpc/errors.ts'
import type { ClassifierSettings, ClassifierTest } from '../../../src-shared/validation/classifier-test.ts'
import { writeNpy } from '../../files/npy.ts'
import { disjointGroups } from '../../sky/patches/disjoint-groups.ts'
import type { Engine } from '../host/engine.ts'
import { patchPositions } from './patch-positions.ts'

/** Square patches of a file, without a missing value. */
export interface ClassifiedSet {
  file: string
  count: number
  rows: number
  columns: number
  /** [count, rows, columns] */
  values: Float32Array
}

export interface ClassifyOptions extends ClassifierSettings {
  /** Side of a patch in degrees. */
  width: number
  signal?: AbortSignal
  onStep?(done: number, count: number): void
}

/** Smallest patches that a classifier takes. */
const smallestSide = 8

/**
 * Classifier two-sample test of two sets. Where positions are known (`patchPositions`), each fold holds out a region of
 * sky, and patches across the regions' borders are left out, so that no patch is learnt from that shares sky with one
 * that is held out.
 * @throws CirrusError refused for patches that are not square or too small, and for too few of them; cancelled
 */
export async function classifySets(
  engine: Engine,
  sets: readonly [ClassifiedSet, ClassifiedSet],
  { width, signal, onStep, ...settings }: ClassifyOptions,
): Promise<ClassifierTest> {
  for (const { file, rows, columns } of sets) {
    if (rows === columns && rows >= smallestSide) continue
    throw refused(
      file,
      'shape',
      `a classifier takes square patches of at least ${smallestSide} pixels, not ${rows} x ${columns}; leave --classifier out, or cut them so`,
    )
  }
  const kept = await keptPatches(sets, width, settings)
  const folder = await mkdtemp(join(tmpdir(), 'cirrus-classifier-'))
  try {
    const files = { first: join(folder, 'first.npy'), second: join(folder, 'second.npy') }
    await writeKept(files.first, sets[0], kept.first)
    await writeKept(files.second, sets[1], kept.second)
    const groups = { first: groupsOf(kept.first), second: groupsOf(kept.second) }
    const onProgress = ({ done, count }: { done: number; count: number }) => onStep?.(done, count)
    return await engine.call('classifier.run', { ...files, groups, ...settings }, { signal, onProgress })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A patch's place in its set, and the region it lies in; null if that is unknown. */
interface KeptPatch {
  index: number
  group: number | null
}
type KeptPatches = Record<'first' | 'second', KeptPatch[]>

const groupsOf = (patches: readonly KeptPatch[]) => patches.map(({ group }) => group)

/** All patches, but those across a border of the regions, of both sets together. */
async function keptPatches(
  sets: readonly [ClassifiedSet, ClassifiedSet],
  width: number,
  { folds, seed }: ClassifierSettings,
): Promise<KeptPatches> {
  const positions = [
    await patchPositions(sets[0].file, sets[0].count),
    await patchPositions(sets[1].file, sets[1].count),
  ]
  const groups = disjointGroups(
    positions.flatMap((places) => places ?? []),
    { width, count: folds, seed },
  )
  const [first, second] = sets.map(({ count }, set): KeptPatch[] => {
    if (positions[set] === null) return Array.from({ length: count }, (_, index) => ({ index, group: null }))
    const own = set === 0 ? groups.slice(0, count) : groups.slice(groups.length - count)
    return own.flatMap((group, index) => (group === null ? [] : [{ index, group }]))
  })
  return { first, second }
}

async function writeKept(file: string, { rows, columns, values }: ClassifiedSet, patches: readonly KeptPatch[]) {
  const pixels = rows * columns
  const kept = new Float32Array(patches.length * pixels)
  patches.forEach(({ index }, i) => kept.set(values.subarray(index * pixels, (index + 1) * pixels), i * pixels))
  await writeNpy(file, kept, [patches.length, rows, columns])
}
