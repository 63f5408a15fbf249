import { existsSync } from 'node:fs'
import { run } from './child.mjs'
import { findProgram } from './flavour.mjs'
import { howToInstall, lastLines } from './missing.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const onMac = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * The browser of the end-to-end tests: CIRRUS_CHROMIUM, or the first of the usual names on the PATH, or null.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | null}
 */
export function findChromium(env = process.env) {
  if (env.CIRRUS_CHROMIUM) return existsSync(env.CIRRUS_CHROMIUM) ? env.CIRRUS_CHROMIUM : null
  for (const name of names) {
    const path = findProgram(name, env)
    if (path) return path
  }
  return onMac.find((path) => existsSync(path)) ?? null
}

/**
 * Installs Chromium if that needs no confirmation (root on Debian or Ubuntu); otherwise says how to. Without it the
 * end-to-end tests are skipped.
 * @param {import('./report.mjs').Report} report
 */
export async function getChromium(report) {
  if (findChromium()) return
  const step = report.step('Chromium for the end-to-end tests')
  if (process.getuid?.() === 0 && findProgram('apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    await run('apt-get', ['update', '-qq'], { env })
    const result = await run(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'],
      { env },
    )
    if (findChromium()) return step.done()
    step.note(lastLines(result.output, 3))
  }
  step.failed()
  step.note(`It is missing, so these tests are skipped: ${howToInstall('chromium')}`)
}
