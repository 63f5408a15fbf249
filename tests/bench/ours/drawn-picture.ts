import { openBrowserWindow, whyNoBrowser } from '../../e2e/browser-window.ts'
import { answerLines, secondsOf } from './answer-lines.ts'

await answerLines({
  /** @returns why there is no window, or null */
  missing: () => Promise.resolve(whyNoBrowser),

  /** From opening a map in an empty home until the window shows the whole sky, with WebGL in software. */
  async draw({ path }: { path: string }) {
    const window = await openBrowserWindow(undefined, undefined, false)
    const { page } = window
    await window.loaded()
    const tiles = new Set<string>()
    const whole = new Promise<void>((resolve) => {
      page.on('requestfinished', (request) => {
        if (/maps.*Norder0.*Npix/.test(request.url())) tiles.add(request.url())
        if (tiles.size === 12) resolve()
      })
    })
    const seconds = await secondsOf(async () => {
      await window.ask('maps.open', { path })
      await page.getByRole('navigation', { name: 'Maps' }).getByRole('link').click()
      await whole
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
    })
    await window.close()
    return seconds
  },
})
process.exit()
