import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readDataset } from '../../src-main/application/datasets/dataset-folder.ts'
import { madeStacks } from '../application/datasets/made-stack.ts'
import { cirrus } from './run-command.ts'

const { at, stack, positions } = madeStacks()
const positive = await stack('positive.npy', (patch, row) => row === 7 && patch.fill(NaN))
const signed = await stack('signed.npy', (patch) => patch.forEach((value, i) => (patch[i] = value - 2)))
const bring = (path: string, out: string, ...more: string[]) =>
  cirrus('dataset', 'import', path, '--out', at(out), '--width', '8', ...more)

describe('cirrus dataset import', () => {
  it('summarises what was imported, what was left out, and that no position is known', async () => {
    const { code, stdout, stderr } = await bring(positive, 'a', '--name', 'Box')
    expect(code).toBe(0)
    expect(stderr).toContain('Without --positions, the patches have no place on the sky')
    expect(stdout).toBe(
      [
        `wrote     ${at('a')}`,
        'patches   39 of 16 x 16 px',
        'split     27 train, 6 validation, 6 test, 0 unused',
        'overlap   not known: the patches have no positions',
        'left out  1 with missing pixels\n',
      ].join('\n'),
    )
    expect((await readDataset(at('a'))).record).toMatchObject({ name: 'Box', recipe: { scale: 'log', width: 8 } })
  })

  it('uses a linear scale if values are not positive, and says so', async () => {
    const { stdout, stderr } = await bring(signed, 'b', '--json', '--unit', 'K')
    expect(stderr).toContain(`${signed} has non-positive values: using --scale linear.`)
    expect(JSON.parse(stdout)).toMatchObject({ count: 40, recipe: { scale: 'linear' }, stack: { unit: 'K' } })
  })

  it('takes positions, and splits by disjoint sky with them', async () => {
    const table = await positions('p.csv')
    const { stdout, stderr } = await bring(positive, 'c', '--positions', table, '--split', 'disjoint')
    expect(stderr).not.toContain('Without --positions')
    expect(stdout).toMatch(/^overlap +0\.0 % of the test area/m)
  })

  it('writes nothing if refused', async () => {
    expect(await bring(positive, 'd', '--split', 'disjoint')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('A disjoint split needs the positions of the patches'),
    })
    expect(await bring(positive, 'd', '--channels', 'QU')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('the patches have one channel, but QU has 2, in the last axis'),
    })
    expect(await bring(positive, 'd', '--width', '0')).toMatchObject({ code: 2 })
    expect(await cirrus('dataset', 'import', positive, '--out', at('d'))).toMatchObject({ code: 2 })
    expect(existsSync(at('d'))).toBe(false)
  })
})
