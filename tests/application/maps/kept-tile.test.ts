import { existsSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { keptTile } from '../../../src-main/application/maps/kept-tile.ts'

const cache = mkdtempSync(join(tmpdir(), 'tiles-'))
afterAll(() => rmSync(cache, { recursive: true }))

it('a tile is made once, and tiles that were not used for 30 days are removed when another is asked for', async () => {
  const [old, recent] = [join(cache, 'old'), join(cache, 'recent')]
  for (const [path, days] of [
    [old, 31],
    [recent, 29],
  ] as const) {
    writeFileSync(path, 'tile')
    const used = new Date(Date.now() - days * 86_400_000)
    utimesSync(path, used, used)
  }
  const make = vi.fn(() => Promise.resolve(new Uint8Array([1])))
  const file = join(cache, 'map', 'Npix1.fits')
  expect([...(await keptTile(cache, file, make))]).toEqual([1])
  expect([...(await keptTile(cache, file, make))]).toEqual([1])
  expect(make).toHaveBeenCalledOnce()
  await vi.waitFor(() => expect(existsSync(old)).toBe(false))
  expect([recent, file].map((path) => existsSync(path))).toEqual([true, true])

  await keptTile(cache, recent, make)
  await vi.waitFor(() => expect(Date.now() - statSync(recent).mtimeMs).toBeLessThan(60_000))
})
