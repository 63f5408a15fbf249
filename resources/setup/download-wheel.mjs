import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './child.mjs'
import { downloadError, howToInstall, SetupError } from './missing.mjs'
import { megabytes } from './report.mjs'

const units = { bytes: 1, kB: 1e3, MB: 1e6, GB: 1e9 }

/**
 * Downloads a wheel with the user's own pip, so that its mirror and proxy settings apply. Files in `folder` are
 * complete: they get there by a rename.
 * @param {string} requirement in pip's syntax, e.g. `tensorflow-cpu==2.21.0`
 * @param {string[]} tags platform tags that fit this machine
 * @param {string} folder
 * @param {import('./report.mjs').Step} step
 * @returns {Promise<string>} path of the wheel
 */
export async function downloadWheel(requirement, tags, folder, step) {
  const name = requirement.match(/^[\w-]+/)[0]
  const earlier = wheelIn(folder, name)
  if (earlier) return earlier
  const fetching = join(folder, 'fetching')
  rmSync(fetching, { recursive: true, force: true })
  mkdirSync(join(fetching, 'temporary'), { recursive: true })
  const arguments_ = pipArguments(requirement, tags, join(fetching, 'wheel'))
  let whole
  const watch = setInterval(() => {
    // At the end pip copies the file, so both exist for a moment.
    const done = Math.min(bytesBelow(fetching), whole ?? Infinity)
    if (done > 0) step.progress(`${name} ${megabytes(done, whole)}`, whole && done / whole)
  }, 250)
  const result = await run('python3', arguments_, {
    // pip keeps the growing file in the temporary folder, where it is watched, and is removed after an interruption.
    env: { ...process.env, TMPDIR: join(fetching, 'temporary'), PYTHONUNBUFFERED: '1' },
    onLine: (line) => {
      const size = line.match(/^\s*Downloading .*\((\d+(?:\.\d+)?) (bytes|kB|MB|GB)\)/)
      if (size) whole = Number(size[1]) * units[size[2]]
    },
  })
  clearInterval(watch)
  if (!result.found) throw new SetupError('python3 is missing: its pip downloads TensorFlow.', howToInstall('python'))
  if (/No module named pip/.test(result.output))
    throw new SetupError('pip is missing: it downloads TensorFlow.', howToInstall('pip'))
  const fetched = result.status === 0 && wheelIn(join(fetching, 'wheel'), name)
  if (!fetched) throw downloadError(name, result.output, `python3 -m pip download --no-deps '${requirement}'`)
  const wheel = join(folder, fetched.split('/').pop())
  renameSync(fetched, wheel)
  rmSync(fetching, { recursive: true, force: true })
  return wheel
}

/**
 * pip downloads a wheel for CPython 3.12 whatever the machine's Python is: only its C libraries are used.
 * @param {string} requirement
 * @param {string[]} tags
 * @param {string} folder
 */
export const pipArguments = (requirement, tags, folder) => [
  ...['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', '--no-cache-dir'],
  ...['--disable-pip-version-check', '--no-input', '--progress-bar', 'off'],
  ...['--implementation', 'cp', '--python-version', '3.12'],
  ...tags.flatMap((tag) => ['--platform', tag]),
  ...['--dest', folder, requirement],
]

function wheelIn(folder, name) {
  if (!existsSync(folder)) return null
  const prefix = `${name.replace(/-/g, '_')}-`.toLowerCase()
  const file = readdirSync(folder).find((entry) => entry.endsWith('.whl') && entry.toLowerCase().startsWith(prefix))
  return file ? join(folder, file) : null
}

function bytesBelow(folder) {
  let bytes = 0
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      bytes += entry.isDirectory() ? bytesBelow(path) : statSync(path).size
    }
  } catch {
    // pip moves and removes its files while we look.
  }
  return bytes
}
