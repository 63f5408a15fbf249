import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { machineEnvironment } from './checkout.mjs'
import { sha256 } from './checksum.mjs'
import { run } from './child.mjs'
import { downloadError, howToInstall, SetupError } from './missing.mjs'
import { asStep } from './report.mjs'

const stamp = (place) => join(place.modules, '.cirrus-packages')

/**
 * True if node_modules is complete for the current package-lock.json.
 * @param {import('./checkout.mjs').Checkout} place
 */
export function dependenciesReady(place) {
  if (!existsSync(stamp(place)) || !existsSync(place.node)) return false
  return readFileSync(stamp(place), 'utf8') === lockChecksum(place)
}

/**
 * `npm ci`, with a stamp written last: an interrupted one is repeated from the start.
 * @param {import('./checkout.mjs').Checkout} place
 * @param {import('./report.mjs').Report} report
 */
export async function installDependencies(place, report) {
  if (dependenciesReady(place)) return
  if (!installedByNpm(place)) await asStep(report, 'npm packages', (step) => npmCi(place, step))
  if (!existsSync(place.node))
    throw new SetupError(
      `There is no Node 24 for ${process.platform} on ${process.arch} among the npm packages: Cirrus runs on Linux ` +
        '(x64, arm64) and on macOS (arm64).',
    )
  writeFileSync(stamp(place), lockChecksum(place))
}

/**
 * Whether npm's own record of installed packages agrees with the lock file: a developer's `npm install` need not be
 * repeated.
 */
function installedByNpm(place) {
  const noted = join(place.modules, '.package-lock.json')
  if (!existsSync(noted)) return false
  const wanted = JSON.parse(readFileSync(place.lockfile, 'utf8')).packages
  let installed
  try {
    installed = JSON.parse(readFileSync(noted, 'utf8')).packages
  } catch {
    return false
  }
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    if (path === '') return true
    const found = installed[path]
    return found ? found.version === version && existsSync(join(place.root, path)) : Boolean(optional || devOptional)
  })
}

async function npmCi(place, step) {
  rmSync(stamp(place), { force: true })
  const start = Date.now()
  const clock = setInterval(() => step.progress(`${Math.round((Date.now() - start) / 1000)} s`), 1000)
  const result = await run('npm', ['ci', '--loglevel=error', '--no-audit', '--no-fund', '--progress=false'], {
    cwd: place.root,
    env: machineEnvironment(place),
  })
  clearInterval(clock)
  if (!result.found) throw new SetupError('npm is missing.', howToInstall('npm'))
  if (result.status !== 0) throw downloadError('The npm packages', result.output, 'npm ci')
}

const lockChecksum = (place) => sha256(readFileSync(place.lockfile))
