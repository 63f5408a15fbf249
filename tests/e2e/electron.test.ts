import { spawn } from 'node:child_process'
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
  const executablePath = findElectron(checkout()) ?? undefined
  const env = () => ({ ...(process.env as Record<string, string>), CIRRUS_HOME: home })
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'cirrus-electron-'))
    electron = await _electron.launch({ executablePath, args: [root], env: env() })
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

  it.each([
    ['a link', 'cirrus://studies', /\/studies$/],
    ['a map', join(root, 'resources/demo-map/iris-100um-nside512.fits.gz'), /\/maps\/.+/],
  ])('a second start passes %s to the first, and ends', async (_, word, address) => {
    const second = spawn(executablePath!, [root, word], { env: env(), stdio: 'ignore' })
    expect(await new Promise((ended) => second.once('exit', ended))).toBe(0)
    await page.waitForURL(address)
    expect(electron.windows()).toHaveLength(1)
  })

  it('shows the settings from its menu', async () => {
    await electron.evaluate(({ Menu }) => {
      const items = Menu.getApplicationMenu()!.items.flatMap(({ submenu }) => submenu?.items ?? [])
      items.find(({ label }) => label === 'Settings…')!.click()
    })
    await page.waitForURL(/\/settings$/)
  })

  // The last with a page: Playwright gives up one that has crashed.
  it.each([
    ['page', 'render'],
    ['process that draws', 'graphics'],
  ] as const)('asks when the %s is killed, and reloads', async (_, which) => {
    const asked = await electron.evaluate(async ({ app, BrowserWindow, dialog }, which) => {
      const [{ webContents }] = BrowserWindow.getAllWindows()
      const message = new Promise<string>((resolve) => {
        dialog.showMessageBox = (...words: unknown[]) => {
          resolve((words.at(-1) as { message: string }).message)
          return Promise.resolve({ response: 0, checkboxChecked: false })
        }
      })
      const loaded = new Promise((resolve) => webContents.once('did-finish-load', () => resolve(undefined)))
      const drawing = app.getAppMetrics().find(({ type }) => type === 'GPU')
      if (which === 'render') webContents.forcefullyCrashRenderer()
      else process.kill(drawing!.pid, 'SIGKILL')
      const said = await message
      await loaded
      return said
    }, which)
    expect(asked).toMatch(which === 'render' ? /window has crashed/ : /Drawing on the graphics card has crashed/)
    const shows = () =>
      electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0].webContents.executeJavaScript('document.querySelector("#app > *") !== null'),
      )
    await expect.poll(shows).toBe(true)
  })

  it('keeps Chromium’s files apart from the catalog', () => {
    expect(readdirSync(home)).toEqual(expect.arrayContaining(['catalog.db', 'desktop']))
  })
})
