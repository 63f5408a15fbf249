import type { Locator, Page } from 'playwright-core'
import { openBrowserWindow, whyNoBrowser, type BrowserWindow } from '../../e2e/browser-window.ts'
import { answerLines } from './answer-lines.ts'

// A window on the demo map, whose WebGL is software.

let window: BrowserWindow | undefined

await answerLines({
  /** @returns why there is no window, or null */
  async prepare() {
    if (whyNoBrowser) return whyNoBrowser
    window = await openBrowserWindow()
    const { page } = window
    while ((await window.ask('maps.list', {})).length === 0) await page.waitForTimeout(200)
    await window.go('/maps')
    await page.getByRole('button', { name: 'Zoom in' }).waitFor()
    await window.loaded()
    // The sky takes a press once its first tiles are drawn, and is hidden until then.
    await page.waitForTimeout(2000)
    return null
  },

  /** Milliseconds between frames while the sky is dragged. */
  sky: ({ frames }: { frames: number }) => pan(window!.page, window!.page.locator('.sky'), frames),

  /** The same for a patch of 512 pixels, enlarged. */
  async patch({ frames }: { frames: number }) {
    const { page } = window!
    await page.getByRole('button', { name: 'Cut a patch' }).click()
    await page.getByRole('spinbutton', { name: 'Size' }).fill('512')
    await page.getByRole('button', { name: 'Measure…' }).click()
    const dialog = page.getByRole('dialog')
    for (let i = 0; i < 3; i++) await dialog.getByRole('button', { name: 'Zoom in' }).click()
    await window!.loaded()
    return pan(page, dialog.getByRole('application').first(), frames)
  },
})

/** Drags a view to and fro and returns the times between its frames. */
async function pan(page: Page, view: Locator, frames: number): Promise<number[]> {
  const { x, y, width, height } = (await view.boundingBox())!
  const [middle, reach] = [x + width / 2, width / 4]
  await page.mouse.move(middle, y + height / 2)
  await page.mouse.down()
  const times = page.evaluate(
    (count) =>
      new Promise<number[]>((done) => {
        const between: number[] = []
        let last = 0
        const tick = (now: number) => {
          if (last > 0) between.push(now - last)
          last = now
          if (between.length < count) requestAnimationFrame(tick)
          else done(between)
        }
        requestAnimationFrame(tick)
      }),
    frames,
  )
  let going = true
  void times.finally(() => (going = false))
  for (let step = 0; going; step++) await page.mouse.move(middle + reach * Math.sin(step / 12), y + height / 2)
  await page.mouse.up()
  return times
}

// An open window would keep the process alive after a failure.
await window?.close()
process.exit()
