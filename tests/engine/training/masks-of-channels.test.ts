import { describe, expect, it } from 'vitest'
import { channelsTogether, masksOfChannels } from '../../../src-main/engine/training/masks-of-channels.ts'
import { seedRandom } from '../../../src-shared/random/index.ts'
import { channelOf } from '../../../src-shared/sky/channels.ts'
import { randomHoles } from '../../../src-shared/sky/masks/random-holes.ts'

const size = 16
const iqu = ['I', 'Q', 'U'] as const

describe('the masks of channels that a flow is trained on', () => {
  it('of one channel draw nothing but its holes', () => {
    const [random, known] = [seedRandom(1), seedRandom(1)]
    const together = channelsTogether(['I'], random)
    expect(together).toEqual([[0]])
    expect(masksOfChannels(together, { size, channels: 1 }, random)).toEqual(randomHoles(size, known))
  })

  it('are common to all in half of the patches, of I and of Q and U in a quarter, and of each in a quarter', () => {
    const random = seedRandom(2)
    const drawn = Array.from({ length: 2000 }, () => JSON.stringify(channelsTogether(iqu, random)))
    const share = (groups: number[][]) => drawn.filter((one) => one === JSON.stringify(groups)).length / drawn.length
    expect(share([[0, 1, 2]])).toBeCloseTo(0.5, 1)
    expect(share([[0], [1, 2]])).toBeCloseTo(0.25, 1)
    expect(share([[0], [1], [2]])).toBeCloseTo(0.25, 1)
  })

  it('of groups are all, nothing, or holes, as often, and the same in a group', () => {
    const random = seedRandom(3)
    const counts = { all: 0, none: 0, holes: 0 }
    for (let k = 0; k < 600; k++) {
      const masks = masksOfChannels([[0], [1, 2]], { size, channels: 3 }, random)
      const [i, q, u] = iqu.map((_, c) => channelOf(masks, 3, c))
      expect(u).toEqual(q)
      counts[!i.includes(0) ? 'all' : !i.includes(1) ? 'none' : 'holes']++
    }
    for (const count of Object.values(counts)) expect(count / 600).toBeCloseTo(1 / 3, 1)
  })

  it('have no bad pixels', () => {
    const random = seedRandom(4)
    const good = Float32Array.from({ length: size ** 2 }, (_, i) => Number(i % 3 > 0))
    for (let k = 0; k < 50; k++) {
      const masks = masksOfChannels(channelsTogether(iqu, random), { size, channels: 3 }, random, good)
      masks.forEach((seen, i) => expect(seen === 1 && good[Math.floor(i / 3)] === 0).toBe(false))
    }
  })
})
