import { decode } from 'fast-png'
import type { Page } from 'playwright-core'
import { openBrowserWindow, whyNoBrowser } from '../../e2e/browser-window.ts'
import { answerLines } from './answer-lines.ts'
import { showsWholeSky } from './sky-in-picture.ts'

/** Width of the pictures of the page, pixels: small ones, so that taking them does not delay what they show. */
const pictured = 480
/** Milliseconds of pictures after the page has drawn its first, until it is displayed. */
const afterwards = 800

await answerLines({
  /** @returns why there is no window, or null */
  missing: () => Promise.resolve(whyNoBrowser),

  /**
   * Seconds from opening a map in an empty home until the window shows the whole sky, found in pictures of what the
   * browser displays, and until its tiles are drawn; with WebGL in software.
   */
  async draw({ path }: { path: string }) {
    const window = await openBrowserWindow(undefined, undefined, false)
    const { page } = window
    await window.loaded()
    const { frames, end } = await recorded(page)
    const tiles = new Set<string>()
    const whole = new Promise<void>((resolve) => {
      page.on('requestfinished', (request) => {
        if (/maps.*Norder0.*Npix/.test(request.url())) tiles.add(request.url())
        if (tiles.size === 12) resolve()
      })
    })
    const began = Date.now() / 1000
    await window.ask('maps.open', { path })
    await page.getByRole('navigation', { name: 'Maps' }).getByRole('link').click()
    const picture = page.locator('[data-picture=first]')
    await picture.waitFor()
    // Pictures of what follows would only make it later.
    await page.waitForTimeout(afterwards)
    await end()
    await whole
    await picture.waitFor({ state: 'detached' })
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
    const sharp = Date.now() / 1000 - began
    const scale = pictured / page.viewportSize()!.width
    const { x, y, width, height } = (await page.locator('.sky').boundingBox())!
    const box = { x: x * scale, y: y * scale, width: width * scale, height: height * scale }
    await window.close()
    const first = frames.find(({ data }) => showsWholeSky(decode(Buffer.from(data, 'base64')), box))
    if (!first) throw new Error('no picture of the page shows the whole sky')
    return { first: first.time - began, sharp }
  },
})

/** Pictures of what the browser displays, whenever it changes, with their times in seconds since 1970. */
async function recorded(page: Page) {
  const session = await page.context().newCDPSession(page)
  const frames: { data: string; time: number }[] = []
  session.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
    frames.push({ data, time: metadata.timestamp! })
    void session.send('Page.screencastFrameAck', { sessionId })
  })
  await session.send('Page.startScreencast', { format: 'png', maxWidth: pictured, maxHeight: pictured })
  return { frames, end: () => session.send('Page.stopScreencast') }
}
process.exit()
