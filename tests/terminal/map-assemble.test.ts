import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { writeNpy } from '../../src-main/files/npy.ts'
import { waves, writeMadeMap } from '../application/made-map.ts'
import { cirrus } from './run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-map-assemble-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string) => join(folder, name)
const assemble = (patches: string, ...more: string[]) =>
  cirrus('map', 'assemble', at(patches), '--nside', '16', '--out', at('map.fits'), '--overwrite', ...more)

it('a dataset goes back to the sphere, and the error of the round trip is printed', async () => {
  const map = writeMadeMap(at('source.fits'), waves)
  const grid = ['--size', '16', '--width', '30', '--step', '15', '--min-latitude', '20']
  await cirrus('dataset', 'create', map, '--out', at('dataset'), ...grid)
  const { code, stdout } = await assemble('dataset')
  expect(code).toBe(0)
  expect(stdout).toMatch(new RegExp(`^wrote +${at('map.fits')}$`, 'm'))
  expect(stdout).toMatch(/^map +nside 16, RING, frame G, from \d+ patches$/m)
  expect(stdout).toMatch(/^covered +\d+ pixels, \d+\.\d % of the sky$/m)
  expect(stdout).toMatch(/^round trip +0\.\d+ % of the source's rms: [\d.e-]+ of [\d.]+ MJy\/sr$/m)
})

it('a .npy file with positions becomes a map, described as JSON', async () => {
  await writeNpy(at('stack.npy'), new Float32Array(2 * 25).fill(3), [2, 5, 5])
  writeFileSync(at('positions.csv'), 'lon,lat\n10,90\n20,0\n')
  const options = ['--positions', at('positions.csv'), '--width', '20', '--unit', 'K', '--ordering', 'NESTED']
  const { code, stdout } = await assemble('stack.npy', ...options, '--coordsys', 'C', '--json')
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    ...{ nside: 16, ordering: 'NESTED', coordsys: 'C', unit: 'K', patches: 2, roundTrip: null },
  })
  const info = JSON.parse((await cirrus('map', 'info', at('map.fits'))).stdout)
  expect(info).toMatchObject({ nside: 16, ordering: 'NESTED', coordsys: 'C' })
  expect(info.columns[0]).toMatchObject({ name: 'SIGNAL', unit: 'K', min: 3, max: 3 })
  expect(info.columns[1]).toMatchObject({ name: 'WEIGHT', missing: 0 })
})

it('options that do not fit are refused as wrong usage, bad files as input', async () => {
  const taken = await cirrus('map', 'assemble', at('dataset'), '--nside', '16', '--out', at('map.fits'))
  expect(taken).toMatchObject({ code: 3, stderr: expect.stringContaining(`${at('map.fits')} would be overwritten`) })
  rmSync(at('map.fits'), { force: true })
  const said = async (...words: string[]) => {
    const { code, stderr } = await assemble('stack.npy', ...words)
    return `${code} ${stderr}`
  }
  expect(await said()).toContain('2 cirrus: a .npy file needs --positions and --width')
  expect(await said('--width', '8')).toContain('2 cirrus: a .npy file needs --positions and --width')
  expect(await said('--width', '8', '--positions', at('none.csv'))).toMatch(/^3 .*none.csv/)
  expect((await assemble('dataset', '--unit', 'K')).stderr).toContain('--unit is for a .npy file')
  expect((await assemble('dataset', '--masks', 'm.npy')).stderr).toContain('--masks is for a .npy file')
  expect((await assemble('nothing')).stderr).toContain('this folder holds no dataset')
  const odd = await cirrus('map', 'assemble', at('d'), '--nside', '12', '--ordering', 'NESTED', '--out', at('map.fits'))
  expect(odd).toMatchObject({ code: 2, stderr: expect.stringContaining('--nside that is a power of two, not 12') })
  expect(existsSync(at('map.fits'))).toBe(false)
})
