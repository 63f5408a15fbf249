import { expect, test } from 'vitest'
import { embed } from '../../src-main/figures/embed.ts'
import { enlarged } from '../../src-main/figures/enlarged.ts'

const drawing = (id: string, shape = 'M0 0L1 1') =>
  `<svg width="4" height="3" class="root">\n<style>.a{fill:red}</style><defs><clipPath id="zr${id}-c0"/></defs>` +
  `<path d="${shape}" clip-path="url(#zr${id}-c0)" class="b" pointer-events="none" ecmeta_series_index="1"/></svg>`

test('an embedded drawing has no outer element, no styles and no interaction', () => {
  const markup = embed(drawing('0'))
  expect(markup).not.toMatch(/<\/?svg|<style|class=|pointer-events|ecmeta/)
  expect(markup).toContain('<path d="M0 0L1 1"')
})

test('its ids are reproducible, and its references match them', () => {
  const markup = embed(drawing('0'))
  expect(embed(drawing('17'))).toBe(markup)
  const [, id] = /id="([^"]+)"/.exec(markup)!
  expect(markup).toContain(`url(#${id})`)
  expect(id).not.toMatch(/^zr/)
})

test('the ids of two drawings differ', () => {
  const idOf = (markup: string) => /id="([^"]+)"/.exec(markup)![1]
  expect(idOf(embed(drawing('0')))).not.toBe(idOf(embed(drawing('0', 'M0 0L2 2'))))
})

test('an enlarged picture repeats each pixel in both directions, with all channels', () => {
  const picture = { width: 2, height: 1, channels: 3 as const, data: Uint8Array.of(1, 2, 3, 4, 5, 6) }
  const large = enlarged(picture, 2)
  expect(large).toMatchObject({ width: 4, height: 2, channels: 3 })
  const row = [1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6]
  expect([...large.data]).toEqual([...row, ...row])
})
