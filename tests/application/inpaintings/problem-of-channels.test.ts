import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importStack } from '../../../src-main/application/datasets/import-stack.ts'
import { readDataset, readPatches } from '../../../src-main/application/datasets/dataset-folder.ts'
import { estimateFolder, readEstimatePictures } from '../../../src-main/application/inpaintings/estimate-folder.ts'
import { inpaintFolder } from '../../../src-main/application/inpaintings/inpaint-folder.ts'
import { inpaintingFiles, readProblemPictures } from '../../../src-main/application/inpaintings/inpainting-folder.ts'
import { makeProblem } from '../../../src-main/application/inpaintings/make-problem.ts'
import { readProblemNoises } from '../../../src-main/application/inpaintings/noise-of-problem.ts'
import { readInpaintingRecord } from '../../../src-main/application/inpaintings/read-inpainting.ts'
import { trainRun } from '../../../src-main/application/runs/train-run.ts'
import { readNpy, writeNpy } from '../../../src-main/files/npy.ts'
import { standardOf } from '../../../src-preload/contract/datasets.ts'
import { estimatorSchema } from '../../../src-preload/contract/estimators.ts'
import { problemSchema } from '../../../src-preload/contract/inpaintings.ts'
import { diffusion } from '../../../src-shared/inpainting/diffusion.ts'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'
import { channelOf } from '../../../src-shared/sky/channels.ts'
import { figureMask } from '../../../src-shared/sky/masks/figure-masks.ts'
import { orderOf } from '../datasets/made-stack.ts'
import { madeEngine, type MadeEngine } from '../made-engine.ts'
import { smallTraining } from '../small-application.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-problem-of-channels-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const [dataset, run] = [join(root, 'dataset'), join(root, 'run')]
const [count, size, channels] = [40, 16, 3]
const pixels = size ** 2
let folders = 0
const newFolder = () => join(root, `f${folders++}`)

beforeAll(async () => {
  const random = seedRandom(1)
  const values = Float64Array.from(
    { length: count * size ** 2 * channels },
    (_, i) => (1 + (i % 3)) * normal(random) + 5,
  )
  await writeNpy(join(root, 'iqu.npy'), values, [count, size, size, channels])
  const stack = orderOf(join(root, 'iqu.npy'), { channels: 'IQU', unit: 'K', scale: 'linear' })
  await importStack({ stack, folder: dataset })
  const config = { ...smallTraining, channels, latentDimension: 3 }
  await trainRun(madeEngine(), { dataset, folder: run, config, signal: new AbortController().signal })
}, 60_000)

const problem = (changes: object = {}) =>
  problemSchema.parse({ patch: 5, mask: { kind: 'corner' }, noise: { kind: 'white', sigma: 0.5 }, ...changes })
const order = (kinds: string[], changes: object = {}, folder = newFolder()) => ({
  ...{ run, dataset: null, folder, problem: problem(changes) },
  estimators: kinds.map((kind) => estimatorSchema.parse({ kind })),
})
const predicted = {
  channels: { I: { mask: { kind: 'all' } }, Q: { mask: { kind: 'none' } }, U: { mask: { kind: 'none' } } },
}
const plane = <A extends Float32Array | Uint8Array>(values: A, channel: number) => channelOf(values, channels, channel)

describe('a problem of several channels', () => {
  it('has one mask for all, and the data and standards of each', async () => {
    const folder = newFolder()
    const record = await makeProblem(dataset, problem(), folder)
    const { original, data, mask } = await readProblemPictures(folder)
    expect(original).toEqual(await readPatches(dataset, 5, 1))
    for (const c of [0, 1, 2]) expect(plane(mask, c)).toEqual(figureMask('corner', size))
    expect(data).toEqual(original.map((value, i) => (mask[i] ? value : 0)))
    const patch = (await readDataset(dataset)).patches[5]
    expect(record).toMatchObject({ channels: 'IQU', mean: patch.mean, others: patch.others })
    expect(record.statistics.others).toHaveLength(2)
    expect((await readNpy(inpaintingFiles(folder).mask)).shape).toEqual([size, size, channels])
  })

  it('may have a mask of its own for each, all or nothing of it', async () => {
    const folder = newFolder()
    const own = { I: { mask: { kind: 'all' } }, Q: { mask: { kind: 'none' } } }
    await makeProblem(dataset, problem({ channels: own }), folder)
    const { mask, data } = await readProblemPictures(folder)
    expect([0, 1, 2].map((c) => plane(mask, c))).toEqual([
      new Uint8Array(size ** 2).fill(1),
      new Uint8Array(size ** 2),
      figureMask('corner', size),
    ])
    expect(plane(data, 1)).toEqual(new Float32Array(size ** 2))
  })

  it('may have another beam, and simulated noise of another width, for each', async () => {
    const folder = newFolder()
    const own = { I: { beam: 120 }, Q: { noise: { kind: 'white', sigma: 0.01 } } }
    await makeProblem(dataset, problem({ simulated: true, channels: own }), folder)
    const { original, data, mask } = await readProblemPictures(folder)
    const errors = [0, 1, 2].map((c) => {
      const seen = plane(mask, c)
      const apart = plane(data, c).map((value, i) => seen[i] * (value - plane(original, c)[i]))
      return Math.sqrt(apart.reduce((sum, value) => sum + value ** 2, 0) / seen.reduce((sum, one) => sum + one, 0))
    })
    // White patches lose most of their power in a beam of 3.75 pixels.
    expect(errors[0]).toBeGreaterThan(0.8)
    expect(errors[1]).toBeCloseTo(0.01, 3)
    expect(errors[2]).toBeCloseTo(0.5, 1)
  })

  it('may have noise from a file for one, in its unit, kept beside the patch', async () => {
    const path = join(root, 'std.npy')
    await writeNpy(path, new Float32Array(size ** 2).fill(0.25), [size, size])
    const folder = newFolder()
    const own = { U: { noise: { kind: 'map', path } } }
    const record = await makeProblem(dataset, problem({ channels: own }), folder)
    const noises = await readProblemNoises(folder, record)
    expect(noises.slice(0, 2)).toEqual([record.problem.noise, record.problem.noise])
    const [, , u] = noises
    if (u.kind !== 'map') throw new Error('no map of noise')
    for (const value of u.deviation) expect(value * standardOf(record, 2).std).toBeCloseTo(0.25, 5)
    expect(existsSync(join(folder, 'noise-U.npy'))).toBe(true)
  })

  it('is refused if all is seen or nothing, and for a channel that its patches do not have', async () => {
    const of = (kind: string) => ({ channels: { I: { mask: { kind } }, Q: { mask: { kind } }, U: { mask: { kind } } } })
    const folder = newFolder()
    await expect(makeProblem(dataset, problem(of('all')), folder)).rejects.toMatchObject({
      field: 'problem.mask',
      message: expect.stringMatching(/^All of the patch is seen as it is, so that nothing is left to estimate\./),
    })
    const blurred = problem({ channels: { ...of('all').channels, U: { mask: { kind: 'all' }, beam: 60 } } })
    await expect(makeProblem(dataset, blurred, newFolder())).resolves.toBeDefined()
    await expect(makeProblem(dataset, problem(of('none')), folder)).rejects.toThrow('Nothing is seen of any channel.')
    const [qu, values] = [join(root, 'qu'), new Float32Array(20 * size ** 2 * 2).map((_, i) => Math.sin(i))]
    await writeNpy(join(root, 'qu.npy'), values, [20, size, size, 2])
    await importStack({ stack: orderOf(join(root, 'qu.npy'), { channels: 'QU' }), folder: qu })
    await expect(makeProblem(qu, problem(predicted), folder)).rejects.toMatchObject({
      field: 'problem.channels',
      message: expect.stringContaining('its patches have Q, U, and no I'),
    })
    expect(existsSync(folder)).toBe(false)
  })
})

describe('estimates of several channels', () => {
  it('by surfaces are those of each channel', async () => {
    const { folder, ...rest } = order(['diffusion', 'mean'])
    const [[, { result, statistics }]] = await inpaintFolder(madeEngine(), { ...rest, folder })
    const { original, data, mask } = await readProblemPictures(folder)
    const { fill } = await readEstimatePictures(estimateFolder(folder, 'diffusion'))
    const errors = [0, 1, 2].map((c) => {
      const wanted = diffusion(plane(data, c), plane(mask, c), size)
      plane(fill, c).forEach((value, i) => expect(value).toBeCloseTo(wanted[i], 4))
      const inHole = [...mask.keys()].filter((i) => mask[i] === 0 && i % channels === c)
      return Math.sqrt(inHole.reduce((sum, i) => sum + (fill[i] - original[i]) ** 2, 0) / inHole.length)
    })
    result.channels.forEach(({ error }, c) => expect(error.inside).toBeCloseTo(errors[c], 6))
    const all = Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / channels)
    expect(result.error.inside).toBeCloseTo(all, 6)
    expect(statistics.others).toHaveLength(2)
  })

  it('by a model predict channels of which nothing is seen; these have no error outside, and the seen one none inside', async () => {
    const { folder, ...rest } = order(['mean', 'laplace'], predicted)
    const [, [, { result, statistics }]] = await inpaintFolder(madeEngine({ offset: 0.25 }), { ...rest, folder })
    expect(result.channels.map(({ error }) => [error.inside === null, error.outside === null])).toEqual([
      [true, false],
      [false, true],
      [false, true],
    ])
    expect(result.channels[0].coverage).toBeNull()
    expect(statistics.inside).toBeNull()
    expect(statistics.others[0].inside).not.toBeNull()
    const { fill, samples } = await readEstimatePictures(estimateFolder(folder, 'laplace'))
    expect(fill).toHaveLength(size ** 2 * channels)
    expect(samples!.length % fill.length).toBe(0)
    // What is not seen keeps the standard of its patch; the mean of nothing is 0.
    const { fill: means } = await readEstimatePictures(estimateFolder(folder, 'mean'))
    for (const value of plane(means, 1)) expect(value).toBe(0)
    await expect(inpaintFolder(madeEngine(), order(['diffusion'], predicted))).rejects.toThrow(
      'Diffusion can’t fill a channel of which nothing is seen',
    )
  })

  it('by a Wiener filter predict polarisation from an intensity that it follows', async () => {
    // Q and U are second differences of I, as those of E modes, which turn with the patch; nothing else is in them.
    const random = seedRandom(3)
    const count = 300
    const patches = new Float32Array(count * pixels * channels)
    for (let k = 0; k < count; k++) {
      const intensity = Float64Array.from({ length: pixels }, () => normal(random))
      const at = (row: number, column: number) => intensity[((row + size) % size) * size + ((column + size) % size)]
      intensity.forEach((i, pixel) => {
        const [row, column] = [Math.floor(pixel / size), pixel % size]
        const q = at(row + 1, column) + at(row - 1, column) - at(row, column + 1) - at(row, column - 1)
        const u =
          (at(row + 1, column - 1) + at(row - 1, column + 1) - at(row + 1, column + 1) - at(row - 1, column - 1)) / 2
        patches.set([i, q, u], (k * pixels + pixel) * channels)
      })
    }
    await writeNpy(join(root, 'modes.npy'), patches, [count, size, size, channels])
    const stack = orderOf(join(root, 'modes.npy'), { channels: 'IQU', unit: 'K', scale: 'linear' })
    const modes = join(root, 'modes')
    await importStack({ stack, folder: modes })
    const white = { ...predicted, noise: { kind: 'white', sigma: 0.01 } }
    const [[, { result }]] = await inpaintFolder(madeEngine(), {
      ...order(['wiener'], white),
      run: null,
      dataset: modes,
    })
    for (const { error } of result.channels.slice(1)) expect(error.inside).toBeLessThan(0.2)
  })

  it('give the engine the mask, the noise and the blur of each channel', async () => {
    let given: Record<string, { shape: number[]; data: ArrayLike<number | bigint> }> = {}
    const engine: MadeEngine = madeEngine({
      async during() {
        const params = engine.calls.at(-1)!.params as Record<'mask' | 'noise', string>
        given = { mask: await readNpy(params.mask), noise: await readNpy(params.noise) }
      },
    })
    const own = { I: { beam: 120, mask: { kind: 'all' } }, U: { noise: { kind: 'white', sigma: 0.1 } } }
    await inpaintFolder(engine, order(['map'], { channels: own }))
    const { blurs, sigma } = engine.calls.at(-1)!.params as { blurs: (object | null)[]; sigma: number }
    expect(blurs.map((blur) => blur !== null)).toEqual([true, false, false])
    expect(sigma).toBe(1)
    expect(given.mask.shape).toEqual([size, size, channels])
    expect(given.noise.shape).toEqual([size, size, channels])
    // Standardised by what is seen, Q and U by one standard deviation: their noise keeps its proportion.
    expect(Number(given.noise.data[1]) / Number(given.noise.data[2])).toBeCloseTo(5, 5)
  })

  it('are added to a folder of the same problem, and refused for one with another mask of a channel', async () => {
    const { folder } = order([])
    await inpaintFolder(madeEngine(), order(['mean'], predicted, folder))
    await inpaintFolder(madeEngine(), order(['map'], predicted, folder))
    expect((await readInpaintingRecord(folder)).problem.channels).toEqual(predicted.channels)
    await expect(inpaintFolder(madeEngine(), order(['laplace'], {}, folder))).rejects.toMatchObject({
      code: 'conflict',
    })
    const noisy = { channels: { ...predicted.channels, I: { ...predicted.channels.I, beam: 30 } } }
    await expect(inpaintFolder(madeEngine(), order(['laplace'], noisy, folder))).rejects.toMatchObject({
      code: 'conflict',
    })
  })
})
