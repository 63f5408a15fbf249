import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plainRecipe } from '../../src-shared/statistics/spectrum-recipe.ts'
import { comparisonSchema } from '../../src-shared/validation/results.ts'
import { writeNpy } from '../../src-main/files/npy.ts'
import { writePatchFits } from '../../src-main/application/maps/patch-files.ts'
import npyFiles from '../reference/npy.json' with { type: 'json' }
import { cirrus } from './run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-compare-command-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (...names: string[]) => join(folder, ...names)
const size = 16
const wave = (count: number, scale: number) =>
  Float32Array.from({ length: count * size * size }, (_, i) => scale * Math.sin(0.37 * i + (i % size) ** 2))
const image = { name: 'PATCH', values: wave(1, 2), unit: 'K' }
beforeAll(async () => {
  await writeNpy(at('ours.npy'), wave(6, 1), [6, size, size])
  await writeNpy(at('theirs.npy'), wave(4, 1.5), [4, size, size])
})

describe('cirrus compare', () => {
  it('prints a table: moments, quantiles, powers, and tests', async () => {
    const { code, stdout } = await cirrus('compare', at('ours.npy'), at('theirs.npy'), '--width', '6', '--unit', 'K')
    expect(code).toBe(0)
    const lines = stdout.split('\n')
    expect(lines[0]).toMatch(/^median \(quartiles\) over the patches +ours\.npy +theirs\.npy$/)
    expect(lines[1]).toMatch(/^patches +6 +4$/)
    expect(lines.find((line) => line.startsWith('standard deviation'))).toMatch(/\d \(\d|\d {2}\(\d/)
    expect(stdout).toContain('pixels, 50 %, K')
    expect(stdout).toMatch(/V1 \(border\) +[\d.]+ +\S+ +\d+ of 32/)
    expect(stdout).toMatch(/^distance from the first set +floor +theirs\.npy$/m)
  })

  it('prints one JSON object with --json, respecting the options', async () => {
    const { code, stdout } = await cirrus(
      ...['compare', at('ours.npy'), at('theirs.npy'), '--width', '6', '--json'],
      ...['--bins', '5', '--thresholds', '7', '--range', '-2,2', '--bin', '120', '--apodize', '0.5'],
    )
    expect(code).toBe(0)
    const found = comparisonSchema.parse(JSON.parse(stdout))
    expect(found.edges).toEqual([-2, -1.2, -0.3999999999999999, 0.3999999999999999, 1.2000000000000002, 2])
    expect(found.thresholds).toHaveLength(7)
    expect(found.ell[1] - found.ell[0]).toBe(120)
    expect(found.spectra).toEqual({ ...plainRecipe, apodize: 0.5, bands: 120 })
  })

  it('trains a classifier with --classifier, and lists how often it was right', async () => {
    const { code, stdout, stderr } = await cirrus(
      ...['compare', at('ours.npy'), at('theirs.npy'), '--width', '6'],
      ...['--classifier', '--folds', '2', '--steps', '2', '--seed', '3'],
    )
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('classifier, step 4/4') })
    expect(stdout).toMatch(/^classifier against the first set +accuracy \(95 %\) +p +held-out patches$/m)
    expect(stdout).toMatch(/^theirs.npy +[\d.]+ % {2}\([\d.]+ to [\d.]+\) +[\d.]+ +8$/m)
    expect(stdout).toMatch(/^accuracy of a classifier, from ½ +[\d.]+/m)
  })

  it('writes figures, their numbers and everything as JSON to a folder, and states how spectra were measured', async () => {
    const { code, stderr, stdout } = await cirrus(
      ...['compare', at('ours.npy'), at('theirs.npy'), '--width', '6', '--out', at('out')],
      ...['--taper', 'C2', '--apodize', '0.4', '--bin', '60,150,400', '--beam', '10', '--pixel-window'],
    )
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('22 files written to') })
    const names = ['pixels', 'samples', 'shapes', 'spectra', 'tests'].flatMap((name) =>
      ['csv', 'pdf', 'png', 'svg'].map((ending) => `${name}.${ending}`),
    )
    expect(readdirSync(at('out')).sort()).toEqual([...names, 'samples-distances.csv', 'comparison.json'].sort())
    const record = JSON.parse(readFileSync(at('out', 'comparison.json'), 'utf8'))
    expect(record).toMatchObject({ format: 'cirrus-comparison-1', files: [at('ours.npy'), at('theirs.npy')] })
    expect(record.spectra).toEqual({
      ...{ taper: 'C2', apodize: 0.4, bands: [60, 150, 400], mask: null, beam: 10, pixelWindow: true },
    })
    const words = 'C2 taper of 0.4°, bands between ℓ = 60, 150, 400, a beam of 10′ and pixels divided out'
    expect(stdout).toMatch(new RegExp(`^spectra measured with +${words}$`, 'm'))
    const [head, ...rows] = readFileSync(at('out', 'spectra.csv'), 'utf8').trim().split('\n')
    expect(head).toContain(`theirs.npy high,"band (${words})"`)
    expect(rows.map((row) => row.split(',').at(-1))).toEqual(['60..150', '150..400'])
    const csv = readFileSync(at('out', 'pixels.csv'), 'utf8').split('\n')
    expect(csv[0]).toBe(
      'quantity,at,ours.npy low,ours.npy median,ours.npy high,theirs.npy low,theirs.npy median,theirs.npy high',
    )
    expect(csv).toHaveLength(1 + 20 + 7 + 1)
    expect(readFileSync(at('out', 'spectra.svg'), 'utf8')).toContain('theirs.npy over ours.npy')
  })

  it('compares Q and U by themselves and as E and B modes, without the pixels that masks exclude', async () => {
    const shape = [3, size, size]
    await writeNpy(at('qu.npy'), wave(6, 1), [...shape, 2])
    await writeNpy(at('masks.npy'), new Uint8Array(3 * size * size).fill(1, 5), shape)
    const { code, stdout } = await cirrus(
      ...['compare', at('qu.npy'), at('qu.npy'), '--width', '6', '--channels', 'QU'],
      ...['--first-masks', at('masks.npy'), '--second-masks', at('masks.npy')],
    )
    expect(code).toBe(0)
    const lines = stdout.split('\n')
    expect(lines.filter((line) => /^Stokes|^E and B/.test(line)).map((line) => line.split('  ')[0])).toEqual([
      ...['Stokes Q', 'Stokes U', 'E and B modes'],
    ])
    expect(stdout).toMatch(/^EE at l = 60 +\S+/m)
    expect(stdout).not.toContain('TE at l')
  })

  it.each([
    [2, ['--channels', 'EB'], '--channels takes I or QU or IQU, not "EB"'],
    [2, ['--range', '5,-3'], '--range takes two numbers, the lower one first'],
    [2, ['--range', '1'], '--range takes two numbers'],
    [2, ['--width', '1e-6'], '--width takes a number from 0.001 to 180, not "1e-6"'],
    [2, ['--bins', '1'], '--bins takes a whole number from 2'],
    [2, ['--bin', '90,40'], '--bin takes a width of 1 or more, or two or more ascending edges'],
    [2, ['--taper', 'C3'], '--taper takes C1 or C2 or Smooth, not "C3"'],
    [
      3,
      ['--bin', '1', '--width', '0.01'],
      '--bin 1 is narrower than the 33750 multipoles between the modes of a field 0.01 deg wide; choose 72000',
    ],
    [3, ['--bin', '9000'], 'a band of 9000 multipoles is wider than these pictures resolve; choose other bands'],
  ])('exits with code %i: %j', async (code, words, sentence) => {
    const found = await cirrus('compare', at('ours.npy'), at('theirs.npy'), '--width', '6', ...words)
    expect(found).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(sentence) })
  })

  it.each([
    ['letter.npy', 'byte 0: not a .npy file: it does not begin with \\x93NUMPY; write it with numpy.save.'],
    ['letter.txt', 'instead of SIMPLE; use a FITS image, or a .npy array written by numpy.save.'],
    ['empty.npy', 'the array is empty.'],
  ])('says what to do about %s', async (name, sentence) => {
    for (const letter of ['letter.npy', 'letter.txt']) writeFileSync(at(letter), 'Dear analyst')
    writeFileSync(at('empty.npy'), Buffer.from(npyFiles.empty, 'base64'))
    const { code, stderr } = await cirrus('compare', at('ours.npy'), at(name), '--width', '6')
    expect(code).toBe(3)
    expect(stderr.trimEnd()).toMatch(/\.$/)
    expect(stderr).toContain(sentence)
  })

  it("refuses a width that contradicts an image's header", async () => {
    await writePatchFits(at('image.fits'), { lon: 10, lat: 40, size, width: 6 }, [image], [], [])
    const compare = (width: string) => cirrus('compare', at('ours.npy'), at('image.fits'), '--width', width, '--json')
    expect(await compare('6')).toMatchObject({ code: 0 })
    expect(await compare('60')).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(
        /image.fits, .*makes a row 6 deg wide, but --width is 60; leave --width out, or correct/,
      ),
    })
  })

  it('refuses a file that is not a set of patches with exit code 3, naming the file, and writes nothing', async () => {
    await writeNpy(at('odd.npy'), new Float32Array(3 * 8 * 16), [3, 8, 16])
    const found = await cirrus('compare', at('ours.npy'), at('odd.npy'), '--width', '6', '--out', at('none'))
    expect(found).toMatchObject({ code: 3, stdout: '' })
    expect(found.stderr).toContain('odd.npy, shape: patches of 8 x 16 pixels')
    expect(existsSync(at('none'))).toBe(false)
  })
})
