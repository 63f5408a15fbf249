import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readPositions } from '../../../src-main/application/datasets/read-positions.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-positions-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = join(folder, 'positions.csv')
const read = (text: string, count: number) => {
  writeFileSync(path, text)
  return readPositions(path, count)
}

describe('the positions of a stack', () => {
  it('are its rows in order, with longitudes from 0 to 360, whatever other columns there are', async () => {
    expect(await read('name,LON,Lat\na,-30,10\nb,400,-90\n', 2)).toEqual([
      { lon: 330, lat: 10 },
      { lon: 40, lat: -90 },
    ])
  })

  it('may be in any order with a column that says which patch each is, and may be turned', async () => {
    expect(await read('index,lon,lat,rotation\n1,10,20,45\n0,30,40,0\n2,50,60,\n', 3)).toEqual([
      { lon: 30, lat: 40 },
      { lon: 10, lat: 20, rotation: 45 },
      { lon: 50, lat: 60 },
    ])
  })

  it.each([
    ['lon,lat\n1,2\n', 'it has 1 rows, but the stack has 2 patches; give each its position'],
    ['lon,lat\n1,2\n3,91\n', 'line 3: lon 3, lat 91 is no position in degrees'],
    ['lon,lat\n1,\n3,4\n', 'line 2: lon 1, lat missing is no position'],
    ['lon,lat,rotation\n1,2,0\n3,4,361\n', 'line 3: rotation 361 is no angle from -360 to 360 degrees'],
    ['index,lon,lat\n0,1,2\n0,3,4\n', 'line 3: index 0 must be a patch from 0 to 1, and each must appear once'],
    ['index,lon,lat\n0.5,1,2\n1,3,4\n', 'line 2: index 0.5 must be a patch'],
    ['l,b\n1,2\n3,4\n', 'line 1: the columns lon and lat (Galactic, degrees) are required, found l, b;'],
    ['ra,dec\n1,2\n3,4\n', 'positions are Galactic'],
  ])('are refused with the file and the line: %j', async (text, message) => {
    const refusal = read(text, 2)
    await expect(refusal).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining(path) })
    await expect(refusal).rejects.toThrow(message.replace(/;$/, ''))
  })
})
