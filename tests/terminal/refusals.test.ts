import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { waves, writeMadeMap } from '../application/made-map.ts'
import { applySettings } from '../../src-main/terminal/set-option.ts'
import { presetConfig } from '../../src-main/application/runs/preset-config.ts'
import { UsageError } from '../../src-main/terminal/exit-code.ts'
import { cirrus } from './run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-refusals-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (...names: string[]) => join(folder, ...names)
let map: string
beforeAll(() => {
  map = writeMadeMap(at('map.fits'), waves)
  writeFileSync(at('a-file'), '')
})
const cut = ['--lon', '10', '--lat', '40', '--size', '8']

describe('a path that cannot be written', () => {
  it.each([
    ['patch', () => ['patch', map, ...cut, '--out', at('a-file', 'x.npy')]],
    ['dataset', () => ['dataset', 'create', map, '--size', '8', '--step', '20', '--out', at('a-file', 'd')]],
  ])('is refused with exit code 3 and a message: cirrus %s', async (_, words) => {
    const { code, stdout, stderr } = await cirrus(...words())
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toMatch(/a-file.*(a part of this path is a file|this exists already and is not a folder)/)
    expect(stderr).not.toMatch(/\n\s+at /)
  })

  it('is refused if it is a folder instead of a file', async () => {
    const taken = at('taken.npy')
    await cirrus('patch', map, ...cut, '--out', join(taken, 'inner.npy'))
    const { code, stderr } = await cirrus('patch', map, ...cut, '--out', taken)
    expect(code).toBe(3)
    expect(stderr).toContain('taken.npy')
    expect(readdirSync(folder).filter((name) => name.includes('cirrus-partial'))).toEqual([])
  })
})

describe('a command line that contradicts itself', () => {
  it('exits with code 2: a sky whose nside has no NESTED order; of no run, with code 3', async () => {
    const words = ['sky', at('none'), '--out', at('sky.fits'), '--nside']
    const nested = await cirrus(...words, '12', '--ordering', 'NESTED')
    expect(nested).toMatchObject({ code: 2, stderr: expect.stringContaining('a power of two, not 12') })
    expect(await cirrus(...words, '12', '--realisation', '-1')).toMatchObject({ code: 2 })
    const column = await cirrus(...words, '12', '--like-column', 'I')
    expect(column).toMatchObject({ code: 2, stderr: expect.stringContaining('name that with --like') })
    const twice = await cirrus(...words, '12', '--std', '1', '--condition', 'std=2')
    expect(twice).toMatchObject({ code: 2, stderr: expect.stringContaining('std is given twice') })
    const absent = await cirrus(...words, '12')
    expect(absent).toMatchObject({ code: 3, stderr: expect.stringContaining('this folder holds no run') })
  })

  it('exits with code 2: a resumed run keeps its configuration', async () => {
    for (const words of [
      ['--preset', 'demo'],
      ['--set', 'seed=3'],
    ]) {
      const { code, stderr } = await cirrus('train', at('dataset'), '--out', at('run'), '--resume', ...words)
      expect(code).toBe(2)
      expect(stderr).toContain('--resume continues with the settings of the run')
    }
  })

  it.each([
    ['train', '--out', 'x'],
    ['inpaint', '--patch', '0', '--out', 'x'],
  ])('exits with code 2: an unknown device option: cirrus %s', async (command, ...words) => {
    const { code, stderr } = await cirrus(command, at('none'), ...words, '--device', 'tf32=perhaps')
    expect(code).toBe(2)
    expect(stderr).toContain('--device tf32=perhaps: needed: true, false')
  })

  it.each(['beam', 'beam:', 'beam:0', 'beam:wide', 'lens:3', 'mask:3'])(
    'exits with code 2: an unknown operator: %s',
    async (operator) => {
      const { code, stderr } = await cirrus('inpaint', at('none'), '--patch', '0', '--out', 'x', '--operator', operator)
      expect(code).toBe(2)
      expect(stderr).toContain('--operator takes mask, or beam:ARCMIN')
      expect(stderr).toContain(`not "${operator}"`)
    },
  )

  it('exits with code 2: a grid of far too many patches', async () => {
    const { code, stderr } = await cirrus('dataset', 'create', map, '--step', '0.1', '--out', at('many'))
    expect(code).toBe(2)
    expect(stderr).toMatch(/A step of 0.1 deg gives about \d+ patches, more than 50000; choose a larger step/)
  })

  it('exits with code 3 for a column the map does not have, and writes nothing', async () => {
    const { code, stderr } = await cirrus('patch', map, ...cut, '--column', 'Q', '--out', at('q.npy'))
    expect(code).toBe(3)
    expect(stderr).toContain('column Q: there is no such column; choose one of I')
    expect(readdirSync(folder)).not.toContain('q.npy')
  })
})

describe('--set', () => {
  const config = presetConfig('demo', { size: 64, channels: 1, standardised: true })
  it('parses a value by its type: numbers, lists, yes or no, none', () => {
    const changed = applySettings(config, ['seed=7', 'encoderFilters=8,16', 'augment=false', 'likelihoodWidth=0.5'])
    expect(changed).toEqual({ ...config, seed: 7, encoderFilters: [8, 16], augment: false, likelihoodWidth: 0.5 })
    expect(applySettings(changed, ['likelihoodWidth=none']).likelihoodWidth).toBeNull()
  })

  it.each(['seed', 'seed=', 'seed=x', 'speed=3', 'augment=maybe', 'encoderFilters=', 'kernel=2.5', 'beta1=1', '=3'])(
    'refuses %j',
    (setting) => {
      expect(() => applySettings(config, [setting])).toThrow(UsageError)
    },
  )
  it('reports which setting was wrong, and what it needs', () => {
    expect(() => applySettings(config, ['seed=1', 'batchSize=1000'])).toThrow(
      '--set batchSize=1000: needed: a whole number, 1 to 512',
    )
  })

  it('suggests the nearest settings for an unknown name, and refers to the help for all of them', async () => {
    expect(() => applySettings(config, ['latents=32'])).toThrow(
      /^--set latents=32: use name=value; there is no setting "latents"\. Did you mean latentDimension.*train --help/,
    )
    const { stdout } = await cirrus('train', '--help')
    for (const name of Object.keys(config)) expect(stdout).toMatch(new RegExp(`^  ${name} +\\S`, 'm'))
  })
})
