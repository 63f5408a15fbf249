import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCsv, writeCsv } from '../../src-main/files/csv.ts'
import { FileFormatError } from '../../src-main/files/file-format-error.ts'

describe('a table in a file', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'csv-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('is read back as it was written', async () => {
    const table = { columns: ['epoch', 'loss'], rows: [[1, 63043.25]] }
    await writeCsv(join(folder, 'metrics.csv'), table)
    expect(await readCsv(join(folder, 'metrics.csv'))).toEqual(table)
  })

  it('may have no rows, empty cells, and cells with commas, quotes and line feeds', async () => {
    const file = join(folder, 'odd.csv')
    for (const rows of [
      [],
      [
        ['a,b', '"quoted"'],
        ['two\nlines', null],
      ],
    ]) {
      await writeCsv(file, { columns: ['name', 'note'], rows })
      expect(await readCsv(file)).toEqual({ columns: ['name', 'note'], rows })
    }
  })

  it('is refused with the file’s name and the line', async () => {
    const file = join(folder, 'x.csv')
    await writeFile(file, 'a,b\n1,2\n3\n')
    await expect(readCsv(file)).rejects.toThrow(`${file}, line 3: 1 cells under 2 column names.`)
    await expect(readCsv(file)).rejects.toThrow(FileFormatError)
  })
})
