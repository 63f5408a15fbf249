import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from 'playwright-core'
import type { ElectronApplication, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkout } from '../../resources/setup/checkout.mjs'
import { findElectron, whyNoElectron } from '../../resources/setup/electron.mjs'

const root = join(import.meta.dirname, '..', '..')
const built = existsSync(join(root, 'out/main/index.js')) && existsSync(join(root, 'out/renderer/index.html'))
const reason = whyNoElectron(checkout()) ?? (built ? null : 'the window is not built: npm run build')

describe.skipIf(reason)(`the desktop${reason ? ` (skipped: ${reason})` : ''}`, () => {
  let electron: ElectronApplication
  let page: Page
  let home: string
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'cirrus-electron-'))
    electron = await _electron.launch({
      executablePath: findElectron(checkout()) ?? undefined,
      args: [root],
      env: { ...(process.env as Record<string, string>), CIRRUS_HOME: home },
    })
    page = await electron.firstWindow()
    await page.waitForSelector('#app > *')
  })
  afterAll(async () => {
    await electron.evaluate(({ app }) => app.exit(0)).catch(() => undefined)
    await electron.close().catch(() => undefined)
    rmSync(home, { recursive: true, force: true })
  })

  it('shows the window at its own origin', async () => {
    expect(await page.evaluate(() => location.origin)).toBe('cirrus://app')
    expect(await page.title()).toContain('Cirrus')
  })

  it('gives the page neither Node nor Electron', async () => {
    expect(
      await page.evaluate(() => ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis)),
    ).toEqual([])
    expect(await page.evaluate(() => JSON.stringify((window as { cirrus?: unknown }).cirrus))).toBe(
      '{"door":"electron"}',
    )
  })

  it('reaches the application through its port: the demo map is listed', async () => {
    await page.goto('cirrus://app/maps')
    await page
      .getByText(/IRIS 100/)
      .first()
      .waitFor()
  })

  it('cannot reach the network', async () => {
    expect(
      await page.evaluate(() =>
        fetch('https://doi.org/').then(
          () => 'reached',
          () => 'refused',
        ),
      ),
    ).toBe('refused')
  })

  it('runs neither remote nor inline scripts', async () => {
    const ran = await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'window.injected = true'
      document.head.append(script)
      return 'injected' in window
    })
    expect(ran).toBe(false)
    expect(
      await page.evaluate(() => {
        try {
          return new Function('return 1')()
        } catch {
          return 'refused'
        }
      }),
    ).toBe('refused')
  })

  it('neither navigates away nor opens windows', async () => {
    await page.evaluate(() => {
      window.open('https://evil.example/')
      location.href = 'https://evil.example/'
    })
    await page.waitForTimeout(500)
    expect(new URL(page.url()).protocol).toBe('cirrus:')
    expect(electron.windows()).toHaveLength(1)
  })

  it('keeps Chromium’s files apart from the catalog', () => {
    expect(readdirSync(home)).toEqual(expect.arrayContaining(['catalog.db', 'desktop']))
  })
})
