import { channelScale } from '../../../src-shared/colour/channel-scale.ts'
import { rangeOf } from '../../../src-shared/colour/range.ts'
import { nextUint32 } from '../../../src-shared/random/index.ts'
import { randomStream } from '../../../src-main/engine/runtime/random.ts'
import { picturePart } from '../../../src-main/figures/picture-part.ts'
import { page } from '../../../src-main/figures/svg.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import { seed } from './plan.ts'

const columns = 6

/**
 * Patches of sky and samples in random order, for a reader to tell apart.
 * @returns the picture, and the numbers of the samples in it, from 1
 */
export async function gallery(sky: string, samples: string, rows: number): Promise<{ svg: string; made: number[] }> {
  const [real, drawn] = [await readNpy(sky), await readNpy(samples)]
  const size = real.shape[1]
  const random = randomStream(seed, size)
  const isMade = Array.from({ length: columns * rows }, () => (nextUint32(random) & 65_536) !== 0)
  const tiles = isMade.map((made, i) => {
    const { data, shape } = made ? drawn : real
    const at = Math.floor((i * shape[0]) / isMade.length) * size ** 2
    return (data as Float32Array).slice(at, at + size ** 2)
  })
  const { range, colourMap } = channelScale('I', rangeOf(tiles), 'magma')
  const scale = { colours: colourMap, range, label: 'standardised value' }
  const lines = Array.from({ length: rows }, (_, row) => ({
    label: '',
    titles: Array.from({ length: columns }, (_, i) => String(row * columns + i + 1)),
    tiles: tiles.slice(row * columns, (row + 1) * columns),
    scale,
  }))
  const svg = page([picturePart(lines, { size, width: 900 })])
  return { svg, made: isMade.flatMap((made, i) => (made ? [i + 1] : [])) }
}
