import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { neighbours } from '../../../src-shared/sky/footprint.ts'
import type { Place } from '../../../src-shared/sky/position.ts'
import type { ClassifierSettings, ClassifierTest } from '../../../src-shared/validation/classifier-test.ts'
import { writeNpy } from '../../files/npy.ts'
import { disjointGroups } from '../../sky/patches/disjoint-groups.ts'
import type { Engine } from '../host/engine.ts'

/** Patches, and the file they are from. */
export interface ClassifiedSet {
  file: string
  count: number
  rows: number
  columns: number
  /** [count, rows, columns]; NaN where a pixel is masked */
  values: Float32Array
  /** Centres of the patches; null if they are unknown. */
  positions: readonly Place[] | null
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
 * Classifier two-sample test of two sets. Where positions are known, each fold holds out a region of
 * sky, and patches across the regions' borders are left out, so that no patch is learnt from that shares sky with one
 * that is held out.
 * @throws CirrusError refused for patches that are not square, too small or masked, and for too few of them; cancelled
 */
export async function classifySets(
  engine: Engine,
  sets: readonly [ClassifiedSet, ClassifiedSet],
  { width, signal, onStep, ...settings }: ClassifyOptions,
): Promise<ClassifierTest> {
  for (const { file, rows, columns, values } of sets) {
    if (values.some(Number.isNaN))
      throw refused(file, '', 'a classifier takes no masked pixels; fill them, or leave --classifier out')
    if (rows === columns && rows >= smallestSide) continue
    throw refused(
      file,
      'shape',
      `a classifier takes square patches of at least ${smallestSide} pixels, not ${rows} x ${columns}; leave --classifier out, or cut them so`,
    )
  }
  const kept = keptPatches(sets, width, settings)
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

/**
 * All patches, but those across a border of the regions. Sets of the same sky are divided together, of other sky each on
 * its own, so that either has as many regions as there are folds.
 */
function keptPatches(
  sets: readonly [ClassifiedSet, ClassifiedSet],
  width: number,
  { folds, seed }: ClassifierSettings,
): KeptPatches {
  const [{ positions: one }, { positions: other }] = sets
  const regions = (centres: readonly Place[]) => disjointGroups(centres, { width, count: folds, seed })
  const kept = (groups: readonly (number | null)[], from = 0): KeptPatch[] =>
    groups.flatMap((group, index) => (group === null ? [] : [{ index, group: from + group }]))
  const whole = ({ count }: ClassifiedSet) => Array.from({ length: count }, (_, index) => ({ index, group: null }))
  if (one && other && shareSky(one, other, width)) {
    const groups = regions([...one, ...other])
    return { first: kept(groups.slice(0, one.length)), second: kept(groups.slice(one.length)) }
  }
  return {
    first: one ? kept(regions(one)) : whole(sets[0]),
    second: other ? kept(regions(other), folds) : whole(sets[1]),
  }
}

const shareSky = (one: readonly Place[], other: readonly Place[], width: number) =>
  neighbours([...one, ...other], width).some((others, i) => i < one.length && others.some((j) => j >= one.length))

async function writeKept(file: string, { rows, columns, values }: ClassifiedSet, patches: readonly KeptPatch[]) {
  const pixels = rows * columns
  const kept = new Float32Array(patches.length * pixels)
  patches.forEach(({ index }, i) => kept.set(values.subarray(index * pixels, (index + 1) * pixels), i * pixels))
  await writeNpy(file, kept, [patches.length, rows, columns])
}
