import type { CalibrationChoice } from '../../../src-preload/contract/calibrations.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { holeClass, holeShares } from '../../../src-shared/inpainting/calibration.ts'
import { seedRandom } from '../../../src-shared/random/index.ts'
import { evenlySpread } from '../../../src-shared/statistics/evenly-spread.ts'
import { randomHoles } from '../../../src-shared/sky/masks/random-holes.ts'
import { readDataset } from '../datasets/dataset-folder.ts'
import { datasetMasks } from '../datasets/stack-masks.ts'

export interface CalibrationProblem {
  /** Of the dataset. */
  patch: number
  /** [size, size], 1 = observed, 0 = hole. */
  mask: Uint8Array
}

/** Random holes that are drawn to see which classes of sizes there are: small patches have none of the smallest. */
const tries = 2000

/**
 * Test patches spread evenly over the split, seen whole or each with random holes; the classes of hole sizes that such patches can
 * have take turns.
 * @param folder of the dataset
 * @throws CirrusError refused with the field `problems` for more than there are test patches whose truth is known everywhere
 */
export async function calibrationProblems(
  folder: string,
  { problems, mask, seed }: Pick<CalibrationChoice, 'problems' | 'mask' | 'seed'>,
): Promise<CalibrationProblem[]> {
  const { record, patches } = await readDataset(folder)
  const { size } = record.recipe
  const masks = await datasetMasks(folder, 0, patches.length)
  const isWhole = (index: number) => !masks?.subarray(index * size ** 2, (index + 1) * size ** 2).includes(0)
  const known = patches.filter(({ index, split }) => split === 'test' && isWhole(index))
  if (problems > known.length) {
    const reason = `it has ${known.length} test patches without holes of their own, and ${problems} are asked for`
    throw refused(folder, '', `${reason}; ask for fewer`, 'problems')
  }
  const chosen = evenlySpread(known.length, problems).map((place) => known[place].index)
  if (mask === 'all') {
    const whole = new Uint8Array(size ** 2).fill(1)
    return chosen.map((patch) => ({ patch, mask: whole }))
  }
  const classes = classesOf(size)
  const random = seedRandom(seed)
  const holesOfClass = (wanted: number) => {
    for (;;) {
      const holes = randomHoles(size, random)
      if (holeClass(holes) === wanted) return holes
    }
  }
  return chosen.map((patch, i) => ({ patch, mask: holesOfClass(classes[i % classes.length]) }))
}

function classesOf(size: number): number[] {
  const random = seedRandom(0)
  const found = new Set(Array.from({ length: tries }, () => holeClass(randomHoles(size, random))))
  return holeShares.slice(1).flatMap((_, one) => (found.has(one) ? [one] : []))
}
