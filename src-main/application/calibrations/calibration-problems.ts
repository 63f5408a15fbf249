import { refused } from '../../../src-preload/rpc/errors.ts'
import { holeClass, holeShares } from '../../../src-shared/inpainting/calibration.ts'
import { seedRandom } from '../../../src-shared/random/index.ts'
import { randomHoles } from '../../../src-shared/sky/masks/random-holes.ts'
import { readDataset } from '../datasets/dataset-folder.ts'
import { datasetMasks } from '../datasets/stack-masks.ts'

export interface CalibrationProblem {
  /** Of the dataset. */
  patch: number
  /** [size, size], 1 = observed, 0 = hole. */
  mask: Uint8Array
}

const classes = holeShares.length - 1

/**
 * Test patches spread evenly over the split, each with random holes; the classes of hole sizes take turns.
 * @param folder of the dataset
 * @throws CirrusError refused with the field `problems` for more than there are test patches whose truth is known everywhere
 */
export async function calibrationProblems(
  folder: string,
  { problems, seed }: { problems: number; seed: number },
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
  const random = seedRandom(seed)
  const holesOfClass = (wanted: number) => {
    for (;;) {
      const mask = randomHoles(size, random)
      if (holeClass(mask) === wanted) return mask
    }
  }
  return Array.from({ length: problems }, (_, i) => ({
    patch: known[Math.floor((i * known.length) / problems)].index,
    mask: holesOfClass(i % classes),
  }))
}
