// Renders cirrus.svg in the sizes that the packages need: `node resources/icons/render.mjs`, with a Chromium on the
// PATH or named in CIRRUS_CHROMIUM. The pictures are kept in the repository, so that a build needs no browser.
import { readFileSync, writeFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { findChromium } from '../setup/chromium.mjs'

const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const here = (name) => new URL(name, import.meta.url)

const browser = await chromium.launch({
  executablePath: findChromium() ?? undefined,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
const page = await browser.newPage()
for (const size of sizes) {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(`<style>* { margin: 0 } svg { display: block; width: ${size}px; height: ${size}px }</style>
    ${readFileSync(here('cirrus.svg'), 'utf8')}`)
  writeFileSync(here(`${size}x${size}.png`), await page.screenshot({ omitBackground: true }))
}
await browser.close()
