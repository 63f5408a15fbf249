import { mkdtempSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '../../../src-main/application/host/context.ts'
import { validationResources } from '../../../src-main/application/validations/resources.ts'
import { validationFiles, writeValidationArray } from '../../../src-main/application/validations/validation-folder.ts'
import type { Validation } from '../../../src-preload/contract/validations.ts'
import { exampleValidation } from '../../catalog/examples.ts'
import { askRoute, floatsOf } from '../ask-route.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-validation-resources-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Three patches of 2 x 2 pixels: pixel p of patch i is i + p / 4, and its reconstruction half of it. */
const [count, size] = [3, 2]
const z = (i: number) => Math.floor(i / 4) + (i % 4) / 4
const originals = Float32Array.from({ length: count * 4 }, (_, i) => z(i))
const halves = originals.map((value) => value / 2)
/** Per patch: x = z std + mean. */
const places = [
  { mean: 1, std: 0.5 },
  { mean: 2, std: 0.25 },
  { mean: 3, std: 1 },
]
beforeAll(async () => {
  const shape = [count, size, size]
  await writeValidationArray(folder, 'originals', originals, shape)
  await writeValidationArray(folder, 'reconstructions', halves, shape)
  await writeValidationArray(folder, 'residuals', halves, shape)
  await writeValidationArray(folder, 'deviations', new Float32Array(count * 4).fill(0.125), shape)
  await writeValidationArray(folder, 'samples', originals, shape)
  await writeValidationArray(folder, 'nearest', originals, shape)
  await writeValidationArray(folder, 'latent-plane', Float32Array.of(1, 2, 3, 4, 5, 6), [3, 2])
})

const asking = (scale: 'log' | 'linear', changes: Partial<Validation> = {}) => {
  const validation = { ...exampleValidation, id: 'one', folder, size, ...changes }
  const context = {
    catalog: { validations: { get: (id: string) => (id === 'one' ? validation : null) } },
    validationRecords: { of: async () => ({ patches: places, nearest: places.toReversed(), scale }) },
  } as unknown as Context
  return { ask: (address: string) => askRoute(validationResources, context, address) }
}
const floats = async (address: string, scale: 'log' | 'linear' = 'log') =>
  floatsOf(await asking(scale).ask(`/validations/one/${address}`))
const near = (found: readonly number[], wanted: readonly number[]) => {
  expect(found).toHaveLength(wanted.length)
  found.forEach((value, i) => expect(value).toBeCloseTo(wanted[i], 4))
}
/** Pixels of the patches, from the second on. */
const later = Array.from({ length: 8 }, (_, i) => i + 4)
const linear = (value: number, i: number) => value * places[Math.floor(i / 4)].std + places[Math.floor(i / 4)].mean
const log = (value: number, i: number) => Math.exp(linear(value, i))

describe('the pictures of a validation', () => {
  it('are served from any index on, clipped at the end', async () => {
    expect(await floats('originals?from=1&count=9')).toEqual({ values: later.map(z), shape: [2, 2, 2] })
    expect((await floats('originals')).values).toEqual([0, 0.25, 0.5, 0.75])
  })

  it('are converted to the map’s unit with the mean and deviation of their own patch, log or linear', async () => {
    const page = '?from=1&count=2&unit=map'
    near(
      (await floats(`originals${page}`)).values,
      later.map((i) => log(z(i), i)),
    )
    near(
      (await floats(`originals${page}`, 'linear')).values,
      later.map((i) => linear(z(i), i)),
    )
    near(
      (await floats(`residuals${page}`)).values,
      later.map((i) => log(z(i), i) - log(z(i) / 2, i)),
    )
  })

  it('have deviations scaled by the slope: std, times the value for a log scale', async () => {
    const page = 'deviations?from=1&count=2&unit=map'
    near(
      (await floats(page)).values,
      later.map((i) => 0.125 * places[Math.floor(i / 4)].std * log(z(i) / 2, i)),
    )
    near(
      (await floats(page, 'linear')).values,
      later.map((i) => 0.125 * places[Math.floor(i / 4)].std),
    )
  })

  it('of nearest training patches use the numbers of those patches', async () => {
    near((await floats('nearest?count=1&unit=map', 'linear')).values, [3, 3.25, 3.5, 3.75])
    expect((await floats('samples?from=2')).values).toEqual([2, 2.25, 2.5, 2.75])
  })

  it('are refused if there are none, if they are not available yet, and if their file is cut short', async () => {
    await expect(floats('originals?from=3')).rejects.toThrow('There are 3 originals; there is no number 3.')
    await expect(floats('originals?count=0')).rejects.toMatchObject({ code: 'invalid-params' })
    await expect(floats('truths')).rejects.toThrow('A validation has no array "truths".')
    await expect(asking('log').ask('/validations/two/originals')).rejects.toThrow('There is no validation two.')
    await expect(asking('log', { state: 'running' }).ask('/validations/one/originals')).rejects.toMatchObject({
      code: 'not-found',
      message: 'one is running; its originals are not available yet.',
    })
    await expect(floats('linear')).rejects.toMatchObject({ code: 'ENOENT' })
    const { array } = validationFiles(folder)
    await writeValidationArray(folder, 'linear', originals, [count, size, size])
    truncateSync(array('linear'), 140)
    await expect(floats('linear?from=2')).rejects.toThrow(array('linear'))
  })

  it('are served beside arrays of one row per patch', async () => {
    expect(await floats('latent-plane')).toEqual({ values: [1, 2, 3, 4, 5, 6], shape: [3, 2] })
  })
})
