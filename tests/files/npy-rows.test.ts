import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { formatNpyHeader } from '../../src-main/files/npy-header.ts'
import { readNpy, readNpyRows } from '../../src-main/files/npy.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-npy-rows-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** An array in Fortran order whose element at [i, j, k] is 100 i + 10 j + k. */
function fortran(name: string, [n, h, w]: readonly [number, number, number]) {
  const values = new Float32Array(n * h * w)
  for (let k = 0, at = 0; k < w; k++)
    for (let j = 0; j < h; j++) for (let i = 0; i < n; i++) values[at++] = 100 * i + 10 * j + k
  const header = Buffer.from(formatNpyHeader('float32', [n, h, w]))
    .toString('latin1')
    .replace("': False", "': True ")
  const path = join(folder, name)
  writeFileSync(path, Buffer.concat([Buffer.from(header, 'latin1'), Buffer.from(values.buffer)]))
  return path
}

it('reads an array in Fortran order as one in C order', async () => {
  const { data, shape } = await readNpy(fortran('whole.npy', [3, 2, 4]))
  expect(shape).toEqual([3, 2, 4])
  expect([...data]).toEqual(
    [0, 1, 2].flatMap((i) => [0, 1].flatMap((j) => [0, 1, 2, 3].map((k) => 100 * i + 10 * j + k))),
  )
})

it.each([
  [0, 3],
  [1, 1],
  [2, 1],
  [0, 2],
  [3, 0],
])('reads rows from %i on, %i of them, as the whole array has them', async (from, count) => {
  const path = fortran('rows.npy', [3, 2, 4])
  const { data, shape } = await readNpyRows(path, from, count)
  expect(shape).toEqual([count, 2, 4])
  expect([...data]).toEqual([...(await readNpy(path)).data.subarray(8 * from, 8 * (from + count))])
})

it('refuses rows beyond its end', async () => {
  const path = fortran('short.npy', [3, 2, 4])
  await expect(readNpyRows(path, 2, 2)).rejects.toThrow('has 3 rows; rows 2 to 3 were requested')
})
