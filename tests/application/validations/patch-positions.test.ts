import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { patchPositions } from '../../../src-main/application/validations/patch-positions.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-positions-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const beside = (name: string, text: string) => {
  writeFileSync(join(folder, `${name}.csv`), text)
  return join(folder, `${name}.npy`)
}

test('positions are those of the table beside a stack, in its order', async () => {
  const file = beside('patches', 'index,LON,lat,mean\n1,-10,20,3\n0,30,-40,4\n')
  expect(await patchPositions(file, 2)).toEqual([
    { lon: 30, lat: -40 },
    { lon: 350, lat: 20 },
  ])
})

test('there are none without a table, or beside one of other things', async () => {
  expect(await patchPositions(join(folder, 'samples.npy'), 4)).toBeNull()
  expect(await patchPositions(beside('errors', 'index,meanSquaredError\n0,0.1\n'), 4)).toBeNull()
})

test('a table that does not fit the stack is refused', async () => {
  await expect(patchPositions(beside('short', 'lon,lat\n1,2\n'), 2)).rejects.toThrow(
    'it has 1 rows, but the stack has 2 patches',
  )
})
