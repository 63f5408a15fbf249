import { execFile } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { checkout } from '../../resources/setup/checkout.mjs'
import { sha256 } from '../../resources/setup/checksum.mjs'
import { run } from '../../resources/setup/child.mjs'
import { findProgram } from '../../resources/setup/flavour.mjs'
import { interruptible } from '../../resources/setup/interrupt.mjs'

const defaultList = 'requirements.txt'
const candidates = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python']

/** The virtual environment for a requirements file in peers/, shared by all checkouts. */
function environment(list: string) {
  const requirementsFile = fileURLToPath(new URL(`peers/${list}`, import.meta.url))
  const requirements = readFileSync(requirementsFile, 'utf8')
  const folder = join(checkout().cache, `bench-venv-${sha256(requirements).slice(0, 8)}`)
  return {
    requirements,
    requirementsFile,
    folder,
    python: join(folder, 'bin', 'python'),
    installed: join(folder, 'installed'),
  }
}

/** The peers' Python, if already installed. */
export function installedPeerPython(): string | null {
  const { python, installed } = environment(defaultList)
  return existsSync(installed) ? python : null
}

/**
 * The peers' Python for a requirements file, installed at first use in the user's cache.
 * @throws Error saying what is missing
 */
export async function peerPython(note: (text: string) => void, list = defaultList): Promise<string> {
  const { requirements, requirementsFile, folder, python, installed } = environment(list)
  if (existsSync(installed)) return python
  const base = await findPython()
  note(`The peers are installed once, into ${folder}:\n${requirements.trim().replace(/^/gm, '  ')}`)
  await interruptible(async () => {
    rmSync(folder, { recursive: true, force: true })
    await succeed(base, ['-m', 'venv', folder])
    await succeed(python, ['-m', 'pip', 'install', '--disable-pip-version-check', '-r', requirementsFile])
  }, note)
  writeFileSync(installed, '')
  return python
}

/** The first Python that TensorFlow 2.21 has wheels for, 3.11 to 3.13, with venv. */
async function findPython(): Promise<string> {
  const test = 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'
  for (const name of candidates) {
    const path = findProgram(name)
    const fits = path && (await promisify(execFile)(path, ['-c', test]).then(Boolean, () => false))
    if (fits) return path
  }
  throw new Error('no Python 3.11 to 3.13 with venv was found')
}

async function succeed(command: string, args: string[]): Promise<void> {
  const { status, output } = await run(command, args)
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} failed:\n${output.trim().split('\n').slice(-5).join('\n')}`)
}
