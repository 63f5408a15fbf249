import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { basePathOf, hostAddress } from '../../src-renderer/base-path.ts'

describe('the base path of a window', () => {
  it.each([
    ['./', 'http://127.0.0.1:4400/', ''],
    ['../', 'http://127.0.0.1:4400/runs/a?view=priors', ''],
    ['./', 'cirrus://app/maps', ''],
    ['./', 'https://ondemand.example.org/node/gpu01/4400/maps', '/node/gpu01/4400'],
    ['../', 'https://hub.example.org/user/ada%40b/cirrus/runs/a#b', '/user/ada%40b/cirrus'],
    [undefined, 'about:blank', ''],
  ])('with the way %s from %s is "%s"', (way, page, path) => {
    expect(basePathOf(way, page)).toBe(path)
  })

  it('stands before the addresses of the host: none here', () => {
    expect(hostAddress('/data/maps/a/thumbnail.png')).toBe('/data/maps/a/thumbnail.png')
  })
})

it('every address of the host that the page loads itself has the base path before it', () => {
  const root = join(import.meta.dirname, '../../src-renderer')
  const bare = globSync('**/*.{vue,ts}', { cwd: root }).flatMap((file) =>
    [
      ...readFileSync(join(root, file), 'utf8').matchAll(
        /(?::src|:href)="\w*Address\(|(?:\bsrc|href)="\/|\bfetch\('\//g,
      ),
    ]
      .filter(([text]) => !text.includes('hostAddress('))
      .map(([text]) => `${file}: ${text}`),
  )
  expect(bare).toEqual([])
})
