import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readNpy } from '../../src-main/files/npy.ts'

import { cirrus } from './run-command.ts'

const newFolder = () => mkdtempSync(join(tmpdir(), 'cirrus-simulated-'))

describe('cirrus simulate filaments', () => {
  it('writes patches and says what their sky is', async () => {
    const out = join(newFolder(), 'filaments.npy')
    const { code, stdout } = await cirrus('simulate', 'filaments', '--count', '2', '--size', '16', '--out', out)
    expect(code).toBe(0)
    expect(stdout).toContain('2 patches of I, Q and U')
    expect(stdout).toMatch(/EE \/ BB +2\.00\nTE +0\.35 of sqrt\(TT EE\)\nmodel +misaligned by \d+\.\d deg rms/)
    expect((await readNpy(out)).shape).toEqual([2, 16, 16, 3])
  })

  it('takes all that a sky has, and prints JSON', async () => {
    const out = join(newFolder(), 'filaments.npy')
    const words = '--count 1 --size 16 --width 4 --eb-ratio 1.5 --te 0.2 --slope 3 --aspect 0.3 --beam 40 --json'.split(
      ' ',
    )
    const facts = JSON.parse((await cirrus('simulate', 'filaments', ...words, '--out', out)).stdout)
    expect(facts.ebRatio).toBeCloseTo(1.5, 2)
    expect(facts.teCorrelation).toBeCloseTo(0.2, 4)
  })

  it('makes the whole sky with --nside, which patches have no part in', async () => {
    const out = join(newFolder(), 'sky.fits')
    const { code, stdout } = await cirrus('simulate', 'filaments', '--nside', '8', '--coverage', '1', '--out', out)
    expect(code).toBe(0)
    expect(stdout).toContain('I, Q and U, nside 8, RING, frame G')
    expect(await cirrus('simulate', 'filaments', '--nside', '8', '--size', '64', '--out', out)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--size is for patches, and --nside makes the whole sky: leave one of them out'),
    })
  })

  it('refuses what is out of range, and a sky that filaments cannot have', async () => {
    const out = join(newFolder(), 'filaments.npy')
    expect(await cirrus('simulate', 'filaments', '--aspect', '2', '--out', out)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--aspect takes a number from 0.05 to 1, not "2"'),
    })
    expect(await cirrus('simulate', 'filaments', '--eb-ratio', '9', '--out', out)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('There is no such sky'),
    })
  })
})
