import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { handOver } from './hand-over.mjs'

/** @typedef {{ passed: number, failed: number, skipped: number, skips: { name: string, reason: string | null }[] }} Counts */

const check = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, skips: [] })

/**
 * Runs stages in parallel, each counting as one check; the programs of a stage run one by one. All programs of a stage
 * must succeed; each runs whatever the result of the others. Their output is printed when a stage is done, so that it
 * stays together.
 * @param {import('./checkout.mjs').Checkout} place
 * @param {Record<string, string[][]>} stages of each its programs: script below node_modules and arguments
 * @param {{ print: (text: string) => void, background?: boolean }} options background: as for `handOver`
 * @returns {Promise<Record<string, Counts>>}
 */
export async function checkStages(place, stages, { print, background = false }) {
  const checked = Object.entries(stages).map(async ([name, programs]) => {
    let ok = true
    let said = ''
    for (const [script, ...args] of programs) {
      const onOutput = (text) => (said += text)
      const options = { cwd: place.root, onOutput, background }
      const status = await handOver(place.node, [join(place.modules, script), ...args], options)
      ok &&= status === 0
    }
    print(`\n▸ ${name}\n${said}`)
    return [name, check(ok)]
  })
  return Object.fromEntries(await Promise.all(checked))
}

/**
 * The tests of some of vitest's projects, counted by our reporter.
 * @param {import('./checkout.mjs').Checkout} place
 * @param {string} stage
 * @param {string[]} projects
 * @returns {Promise<Counts>}
 */
export async function testStage(place, stage, projects) {
  const file = join(place.root, 'tests', 'output', `counts-${stage}.json`)
  rmSync(file, { force: true })
  const vitest = join(place.modules, 'vitest', 'vitest.mjs')
  const chosen = projects.flatMap((project) => ['--project', project])
  const args = ['run', ...chosen, '--passWithNoTests', '--reporter=default']
  const counter = `--reporter=${join(place.root, 'resources', 'setup', 'count-reporter.mjs')}`
  const env = { ...process.env, CIRRUS_TEST_COUNTS: file }
  const status = await handOver(place.node, [vitest, ...args, counter], { cwd: place.root, env })
  let counts
  try {
    counts = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return check(status === 0)
  }
  // vitest can also fail for reasons other than a test, e.g. a worker that died.
  if (status !== 0 && counts.failed === 0) counts.failed = 1
  return counts
}

/**
 * The last lines of `npm test`: reasons of skips, duration in words, and the counts.
 * @param {Record<string, Counts>} stages
 * @param {number} ms
 */
export function summary(stages, ms) {
  const all = Object.values(stages)
  const sum = (key) => all.reduce((total, counts) => total + counts[key], 0)
  const skips = Object.entries(stages).flatMap(([stage, { skips }]) =>
    skips.map(({ name, reason }) => `  skipped (${stage}) ${name}: ${reason ?? 'no reason given'}`),
  )
  const table = Object.entries(stages).map(
    ([stage, { passed, failed, skipped }]) =>
      `  ${failed ? '✗' : '✓'} ${stage.padEnd(10)} ${passed} passed, ${failed} failed, ${skipped} skipped`,
  )
  const counts = `${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`
  return { text: [...skips, ...table, `npm test took ${inWords(ms)}.`, counts].join('\n'), failed: sum('failed') > 0 }
}

/** @param {number} ms */
export function inWords(ms) {
  const whole = Math.round(ms / 1000)
  const count = (number, unit) => `${number} ${unit}${number === 1 ? '' : 's'}`
  const minutes = Math.floor(whole / 60)
  return minutes ? `${count(minutes, 'minute')} ${count(whole % 60, 'second')}` : count(whole, 'second')
}
