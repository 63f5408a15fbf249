import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fingerprint } from './checksum.mjs'
import { run } from './child.mjs'
import { lastLines, SetupError } from './missing.mjs'
import { asStep } from './report.mjs'

const sources = ['src-main', 'src-preload', 'src-renderer', 'electron.vite.config.ts', 'package-lock.json']
const stamp = (place) => join(place.built, '.cirrus-sources')

/**
 * True if out/ was built from the current sources.
 * @param {import('./checkout.mjs').Checkout} place
 */
export const windowBuilt = (place, now = fingerprint(place.root, sources)) =>
  existsSync(stamp(place)) && readFileSync(stamp(place), 'utf8') === now

/**
 * Builds the window (and Electron's main process) into out/ if a source has changed since.
 * @param {import('./checkout.mjs').Checkout} place
 * @param {import('./report.mjs').Report} report
 */
export async function buildWindow(place, report) {
  const now = fingerprint(place.root, sources)
  if (windowBuilt(place, now)) return
  await asStep(report, 'the window, built', async () => {
    rmSync(stamp(place), { force: true })
    const builder = join(place.modules, 'electron-vite', 'bin', 'electron-vite.js')
    const result = await run(place.node, [builder, 'build', '--logLevel', 'warn'], { cwd: place.root })
    if (result.status !== 0)
      throw new SetupError('The window could not be built.', 'npm run build', lastLines(result.output, 12))
    writeFileSync(stamp(place), now)
  })
}
