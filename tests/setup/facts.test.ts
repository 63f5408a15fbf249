import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkout } from '../../resources/setup/checkout.mjs'
import { findChromium } from '../../resources/setup/chromium.mjs'
import { electronSettled, findElectron, whyNoElectron } from '../../resources/setup/electron.mjs'
import { setupFacts } from '../../resources/setup/facts.mjs'

test('the facts of a machine without tools name what is missing and how to install it', () => {
  const empty = mkdtempSync(join(tmpdir(), 'cirrus-facts-'))
  const env = { PATH: empty, XDG_CACHE_HOME: empty, CIRRUS_TENSORFLOW: 'cpu' }
  const facts = setupFacts(checkout(env), env)
  rmSync(empty, { recursive: true })
  expect(facts).toMatchObject({
    python: null,
    pip: null,
    compiler: null,
    tensorflow: { flavour: 'cpu', state: 'missing' },
  })
  expect(facts.missing.map(({ what }) => what).join('; ')).toMatch(/Python.*pip.*C\+\+ compiler/)
  for (const { command } of facts.missing) expect(command).toMatch(/install|-S /)
  expect(facts.disk.freeBytes).toBeGreaterThan(0)
})

test('a request that cannot be met is a fact, not a crash', () => {
  const facts = setupFacts(checkout(), { ...process.env, CIRRUS_TENSORFLOW: '/nowhere' })
  expect(facts.tensorflow).toMatchObject({
    flavour: null,
    state: 'broken',
    damage: expect.stringContaining('/nowhere'),
  })
})

test('the facts name the pinned Node', () => {
  expect(setupFacts().node.pinned).toMatch(/^24\./)
})

test('Chromium can be specified, and a wrong path finds none', () => {
  expect(findChromium({ CIRRUS_CHROMIUM: process.execPath })).toBe(process.execPath)
  expect(findChromium({ CIRRUS_CHROMIUM: '/nowhere/chromium', PATH: process.env.PATH })).toBeNull()
})

test('Electron needs a display, a user other than root, and a binary; without a display it is not downloaded', () => {
  const place = checkout()
  const display = { DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' }
  expect(whyNoElectron(place, { env: {}, root: false })).toBe('there is no display')
  expect(whyNoElectron(place, { env: display, root: true })).toContain('root')
  expect(whyNoElectron(place, { env: display, root: false })).toContain('not installed')
  expect(findElectron(place, display)).toBeNull()
  expect(process.env.DISPLAY || process.env.WAYLAND_DISPLAY || electronSettled(place)).toBeTruthy()
})
