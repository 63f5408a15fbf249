import { spawn } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { checkout, machineEnvironment } from '../../../resources/setup/checkout.mjs'
import type { Figures } from '../bench.ts'
import { median } from '../measure.ts'
import { pageWeights } from '../page-weight.ts'
import { addressOf, fetchAsBrowser } from '../page-of-host.ts'
import { evaluate } from '../row.ts'

const patience = 180_000

/**
 * `npm start` in a checkout that is already set up, with a home that was used before, until the page answers; and what a
 * browser loads for the heaviest page.
 */
export const pageStart: Figures = async (bench) => {
  const home = await mkdtemp(join(tmpdir(), 'cirrus-bench-home-'))
  try {
    await startOnce(home, () => demoDataset(home))
    const seconds: number[] = []
    for (let i = 0; i < (bench.rounds ?? 5); i++) seconds.push(await startOnce(home))
    const [{ page, bytes }] = pageWeights(join(checkout().root, 'out/renderer'))
    return [
      evaluate({ figure: 'npm start until the page answers', unit: 's', ours: median(seconds), goal: 3 }),
      evaluate({ figure: `gzip size of the heaviest page (${page})`, unit: 'MB', ours: bytes / 1e6, goal: 1.5 }),
    ]
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

/** Starts, waits for the page, runs `then`, and stops; returns the seconds until the page. */
async function startOnce(home: string, then?: () => Promise<void>): Promise<number> {
  const place = checkout()
  const begin = performance.now()
  const child = spawn('npm', ['start', '--silent', '--', '--browser'], {
    cwd: place.root,
    env: { ...machineEnvironment(place), CIRRUS_HOME: home, DISPLAY: '', WAYLAND_DISPLAY: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // its own group: npm does not pass signals on to all its children
  })
  const closed = new Promise<void>((resolve) => child.on('close', () => resolve()))
  const stop = () => process.kill(-child.pid!, 'SIGTERM')
  process.on('exit', stop)
  try {
    const address = await addressOf(child)
    await fetchAsBrowser(address)
    const seconds = (performance.now() - begin) / 1000
    await then?.()
    return seconds
  } finally {
    process.off('exit', stop)
    if (child.exitCode === null) stop()
    await closed
  }
}

/** The first start cuts the demo dataset; later ones find it. */
async function demoDataset(home: string): Promise<void> {
  const cut = async () => {
    const files = await readdir(join(home, 'datasets'), { recursive: true }).catch(() => [])
    return files.some((file) => file.endsWith('dataset.json'))
  }
  for (const end = Date.now() + patience; !(await cut()); await sleep(200)) {
    if (Date.now() > end) throw new Error('the first start made no demo dataset')
  }
}
