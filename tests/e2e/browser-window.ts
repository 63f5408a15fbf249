import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type Page, type Request } from 'playwright-core'
import { findChromium } from '../../resources/setup/chromium.mjs'
import { createApplication, type Application } from '../../src-main/application/index.ts'
import { startServer, type RunningServer, type ServerOptions } from '../../src-main/serve/server.ts'
import { contract, type CirrusContract } from '../../src-preload/contract/index.ts'
import type { MethodName, ParamsInputOf, ResultOf } from '../../src-preload/rpc/table.ts'

const root = join(import.meta.dirname, '..', '..')
const rendererFolder = join(root, 'out/renderer')
const executablePath = findChromium() ?? undefined

/** Why the window can't be tested in a browser here; null if it can. */
export const whyNoBrowser: string | null = !executablePath
  ? 'no Chromium: apt-get install chromium'
  : existsSync(join(rendererFolder, 'index.html'))
    ? null
    : 'the window is not built: npm run build'

/** Folder for screenshots of the pages, also for the README. */
export const pictures = join(root, 'tests/output/screenshots')
mkdirSync(pictures, { recursive: true })

export interface BrowserWindow {
  page: Page
  application: Application
  address: string
  /** Requests answered by the host itself, to compare with what the window shows. */
  ask<K extends MethodName<CirrusContract>>(
    name: K,
    params: ParamsInputOf<CirrusContract, K>,
  ): Promise<ResultOf<CirrusContract, K>>
  /** Problems the page reported: console errors, exceptions, failed requests. */
  complaints: string[]
  go(path: string): Promise<void>
  /** Waits until nothing is loading: answers of the host, tiles of the sky, values of pictures. */
  loaded(): Promise<void>
  /** Shows the page in a theme, fully drawn. */
  theme(theme: 'dark' | 'light'): Promise<void>
  /** Takes a screenshot of the page in both themes, the dark one last. */
  picture(name: string): Promise<void>
  /** Restarts the host on the same home; the browser stays open. */
  restart(): Promise<void>
  close(): Promise<void>
}

const chromiumArguments = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Software WebGL, for the sky.
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  // Debian's Chromium rasterises on the GPU, which is emulated here: without it, painting takes half the time.
  '--disable-gpu-rasterization',
  '--disable-accelerated-2d-canvas',
]

/** After this long without traffic, in milliseconds, a page has requested all that it shows. */
const quietFor = 150

/** Waits until no request is open and there has been no message for a moment. */
function whenQuiet(page: Page): () => Promise<void> {
  let last = 0
  const open = new Set<Request>()
  const told = () => {
    last = performance.now()
  }
  page.on('request', (request) => {
    // Requests of the previous page are no longer answered.
    if (request.isNavigationRequest()) open.clear()
    open.add(request)
    told()
  })
  const done = (request: Request) => {
    open.delete(request)
    told()
  }
  page.on('requestfinished', done)
  page.on('requestfailed', done)
  page.on('websocket', (socket) => {
    socket.on('framesent', told)
    socket.on('framereceived', told)
  })
  return async () => {
    const waiting = performance.now()
    told()
    while (open.size > 0 || performance.now() - last < quietFor) {
      if (performance.now() - waiting > 30_000)
        throw new Error(`Still open after 30 s: ${[...open].map((request) => request.url()).join(', ') || 'messages'}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}

/**
 * A complete Cirrus on a new home, served to a real browser.
 * @param prepare fills the home before Cirrus opens it
 * @param demo whether to open and cut the demo map, as on a first start
 * @param firstSteps whether to show the bar that leads through them
 * @param serve starts its host; the address is where the browser goes
 * @param options of its application
 */
export async function openBrowserWindow(
  size = { width: 1440, height: 900 },
  prepare: (home: string) => void = () => {},
  demo = true,
  firstSteps = false,
  serve: (options: ServerOptions) => Promise<Pick<RunningServer, 'address' | 'close'>> = startServer,
  options: Partial<Parameters<typeof createApplication>[0]> = {},
): Promise<BrowserWindow> {
  const home = mkdtempSync(join(tmpdir(), 'cirrus-e2e-'))
  prepare(home)
  const host = async () => {
    const application = await createApplication({ home, door: 'browser', demo, ...options })
    return { application, server: await serve({ application, port: 0, rendererFolder }) }
  }
  let { application, server } = await host()
  const browser: Browser = await chromium.launch({ executablePath, args: chromiumArguments })
  const page = await browser.newPage({ viewport: size })
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`)
  })
  const quiet = whenQuiet(page)
  if (!firstSteps) {
    // about:blank has no storage.
    await page.addInitScript(
      () => location.protocol === 'http:' && localStorage.setItem('cirrus.first-steps.skipped', 'true'),
    )
  }
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await page.goto(server.address)
  await page.waitForSelector('#app > *')
  await page.goto(new URL('./settings', server.address).href)
  await page.getByRole('button', { name: 'System' }).click()
  await page.goto(new URL('./maps', server.address).href)

  const window: BrowserWindow = {
    page,
    application,
    address: server.address,
    ask: (name, params) =>
      window.application.handlers[name](contract.methods[name].params.parse(params) as never, {
        signal: new AbortController().signal,
        progress: () => {},
      }) as never,
    complaints,
    async go(path) {
      await page.goto(new URL(`.${path}`, server.address).href)
      await page.waitForSelector('#app > *')
    },
    loaded: () => quiet(),
    async theme(theme) {
      // The theme follows the system: charts, sky and pictures redraw in its colours.
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      await page.waitForFunction((wanted) => document.documentElement.dataset.theme === wanted, theme)
      // A button whose background is still in transition has the colours of neither theme. The end of a transition starts
      // those of the elements that inherit its colour.
      await page.waitForFunction(() => {
        const running = document.getAnimations()
        running.forEach((animation) => animation.finish())
        return running.length === 0
      })
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
    },
    async picture(name) {
      for (const theme of ['light', 'dark'] as const) {
        await window.theme(theme)
        await page.screenshot({ path: join(pictures, `${name}-${theme}.png`) })
      }
    },
    async restart() {
      // A page left open would rightly report that the host is gone.
      await page.goto('about:blank')
      await server.close()
      await application.close()
      ;({ application, server } = await host())
      Object.assign(window, { application, address: server.address })
      await page.goto(server.address)
      await page.waitForSelector('#app > *')
    },
    async close() {
      await browser.close()
      await server.close()
      await application.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
  return window
}
