import { describe, expect, it } from 'vitest'
import { openingOfLink, openingsOf } from '../../src-main/desktop/opening.ts'

const opened = (words: string[], packaged = true) => openingsOf(['/opt/cirrus', ...words], { packaged, folder: '/sky' })

describe('a command line', () => {
  it('opens files, relative to its folder, by path or by URL', () => {
    expect(opened(['a.fits', '/b.fits', '../c d.fits', 'file:///e%20f.fits'])).toEqual([
      { kind: 'map', path: '/sky/a.fits' },
      { kind: 'map', path: '/b.fits' },
      { kind: 'map', path: '/c d.fits' },
      { kind: 'map', path: '/e f.fits' },
    ])
  })

  it('opens links, and refuses those that name no page', () => {
    expect(opened(['cirrus://run/a', 'cirrus://run/a?x', 'Cirrus:maps', 'file://elsewhere/a.fits'])).toEqual([
      { kind: 'page', address: '/runs/a' },
      { kind: 'refused', link: 'cirrus://run/a?x' },
      { kind: 'refused', link: 'Cirrus:maps' },
      { kind: 'refused', link: 'file://elsewhere/a.fits' },
    ])
  })

  it('opens none of Chromium’s options, and not the folder of the application', () => {
    expect(opened(['--no-sandbox', '', '-psn_0_12'])).toEqual([])
    expect(opened(['--inspect', '/checkout', 'a.fits'], false)).toEqual([{ kind: 'map', path: '/sky/a.fits' }])
  })
})

it('a link of the system is only ever a link', () => {
  expect(openingOfLink('/etc/passwd')).toEqual({ kind: 'refused', link: '/etc/passwd' })
})
