import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { madeFields } from '../application/datasets/made-fields.ts'
import { readMapColumn } from '../../src-main/sky/fits/map-column.ts'
import { madeHoles } from '../application/inpainted-maps/made-holes.ts'
import { cutStokes, writeStokes } from '../application/inpainted-maps/made-stokes.ts'
import { cirrus } from './run-command.ts'

const made = madeHoles()
const dataset = await madeFields()
const map = await made.map('map.fits')
const sources = made.sources('sources.csv', [
  { lon: 80, lat: 30, radius: 1.2 },
  { lon: 250, lat: -60, radius: 1 },
])
const inpaint = (...words: string[]) => cirrus('inpaint-map', map, ...words)

it('holes around sources are filled, and the folder is said to be complete', async () => {
  const out = made.at('out')
  const words = ['--sources', sources, '--dataset', dataset, '--samples', '3', '--realisations', '1', '--out', out]
  const { code, stdout, stderr } = await inpaint(...words)
  expect([code, stderr]).toEqual([0, expect.stringContaining('hole 2 of 2')])
  expect(stdout).toMatch(new RegExp(`^wrote +${out}$`, 'm'))
  expect(stdout).toMatch(/^files +filled.fits, deviation.fits, realisation-1.fits$/m)
  expect(stdout).toMatch(/^holes +2, \d+ pixels$/m)
  expect(stdout).toMatch(/^patches +16 px, 8 deg$/m)
  expect(stdout).toMatch(/^estimator +Wiener$/m)
  expect(existsSync(made.at('out', 'realisation-1.fits'))).toBe(true)
  expect(await inpaint(...words)).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('already holds this filled map'),
  })
})

it('can be described as JSON', async () => {
  const words = ['--sources', sources, '--dataset', dataset, '--estimator', 'diffusion', '--out', made.at('json')]
  const { code, stdout } = await inpaint(...words, '--json')
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    work: {
      estimator: { kind: 'diffusion' },
      holes: [{ lon: 80, lat: 30, radius: 1.2, sources: [0] }, { sources: [1] }],
    },
    ...{ files: ['filled.fits'], limited: 0 },
  })
})

it('channels have holes and noise of their own', async () => {
  const [sky, polarised] = [await writeStokes(made.at('stokes.fits')), await cutStokes(made.at())]
  const words = ['--sources', sources, '--dataset', polarised, '--estimator', 'biharmonic', '--mask-of', 'I=all']
  const { code, stdout } = await cirrus('inpaint-map', sky, ...words, '--noise-of', 'Q=0.2', '--out', made.at('iqu'))
  expect(code).toBe(0)
  expect(stdout).toMatch(/^channels +I, Q, U$/m)
  const { header, values } = await readMapColumn(made.at('iqu', 'filled.fits'), 'I_STOKES')
  expect(header.cards.number('INPSIG_Q')).toBe(0.2)
  expect(values).toEqual((await readMapColumn(sky, 'I_STOKES')).values)
  const wrong = (...more: string[]) => cirrus('inpaint-map', sky, ...words, ...more, '--out', made.at('none'))
  expect((await wrong('--mask-of', 'V=all')).stderr).toContain('--mask-of takes I, Q, U and a value')
  expect((await wrong('--noise-of', 'Q=much')).stderr).toContain('--noise-of')
  expect(existsSync(made.at('none'))).toBe(false)
})

it('options that do not fit are refused as wrong usage, bad files as input', async () => {
  const said = async (...words: string[]) => {
    const { code, stderr } = await inpaint('--out', made.at('none'), ...words)
    return `${code} ${stderr}`
  }
  const data = ['--dataset', dataset]
  expect(await said('--sources', sources)).toContain('2 cirrus: give --run, or --dataset, or both')
  expect(await said(...data)).toContain('2 cirrus: give --sources or --mask: where the holes are')
  expect(await said(...data, '--mask', map, '--sources', sources)).toContain('2 cirrus: give --sources or --mask')
  expect(await said(...data, '--sources', sources, '--mask-column', 'M')).toContain(
    '2 cirrus: --mask-column and --mask-threshold are',
  )
  expect(await said(...data, '--sources', sources, '--estimator', 'mean,wiener')).toContain(
    '2 cirrus: --estimator takes one',
  )
  expect(await said(...data, '--sources', made.at('nowhere.csv'))).toMatch(/^3 .*nowhere.csv/)
  expect(existsSync(made.at('none'))).toBe(false)
})
