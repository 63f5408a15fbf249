import { join } from 'node:path'
import { findElectron, hasDisplay, whyNoElectron } from './electron.mjs'
import { handOver, nodeFlags } from './hand-over.mjs'
import { explain, setUp } from './setup.mjs'

// npm start -- --browser      opens in the browser even if Electron is available
const args = process.argv.slice(2).filter((arg) => arg !== '--browser')
const browserWanted = process.argv.includes('--browser')

try {
  const place = await setUp({ window: true, electron: !browserWanted })
  const obstacle = browserWanted ? 'asked for' : whyNoElectron(place)
  process.exitCode = obstacle
    ? await inBrowser(place, obstacle)
    : await handOver(findElectron(place), [place.root, ...args])
} catch (error) {
  explain(error)
  process.exitCode = 1
}

async function inBrowser(place, reason) {
  console.log(`Cirrus opens in the browser (${reason}).`)
  const open = hasDisplay() ? ['--open'] : []
  return handOver(place.node, [...nodeFlags, join(place.root, 'src-main', 'serve.ts'), ...open, ...args])
}
