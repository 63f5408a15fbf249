import { describe, expect, test } from 'vitest'
import { requireSpace } from '../../resources/setup/disk.mjs'
import { howToInstall, lastLines } from '../../resources/setup/missing.mjs'
import { asStep, createReport, megabytes } from '../../resources/setup/report.mjs'
import { inWords, summary } from '../../resources/setup/stages.mjs'

const paper = (isTTY: boolean) => {
  let text = ''
  return { isTTY, columns: 60, write: (more: string) => Boolean((text += more)), read: () => text }
}

describe('the command that installs a tool', () => {
  test.each([
    ['/usr/bin/apt-get', false, 'sudo apt-get install g++'],
    ['/usr/bin/apt-get', true, 'apt-get install g++'],
    ['/usr/bin/dnf', false, 'sudo dnf install gcc-c++'],
    ['/usr/bin/pacman', false, 'sudo pacman -S gcc'],
    ['/usr/bin/zypper', true, 'zypper install gcc-c++'],
  ])('with %s, root %s: %s', (manager, root, command) => {
    expect(howToInstall('compiler', { platform: 'linux', root, has: (path) => path === manager })).toBe(command)
  })

  test('on a Mac', () => {
    expect(howToInstall('compiler', { platform: 'darwin' })).toBe('xcode-select --install')
    expect(howToInstall('pip', { platform: 'darwin' })).toBe('brew install python')
  })
})

test('the last lines of a program’s output are kept, without colours, stack traces and notices', () => {
  const text =
    'first\n\x1b[31merror: no such file\x1b[0m\n    at run (file:///a.mjs:1:2)\n\n[notice] A new pip\nlast  \n'
  expect(lastLines(text, 2)).toBe('error: no such file\nlast')
})

test('too little disk space is reported before the download, with both numbers and the folder', () => {
  expect(() => requireSpace('/cache', 8e9, 1.2e9)).toThrow(
    /8\.0 GB of free disk space for \/cache, but only 1\.2 GB are left/,
  )
  expect(() => requireSpace('/cache', 8e9, 8e9)).not.toThrow()
  expect(() => requireSpace('/cache', 8e9, null)).not.toThrow()
})

describe('the report', () => {
  test('writes progress every 10 % if lines cannot be redrawn', () => {
    const out = paper(false)
    const step = createReport(out).step('TensorFlow')
    for (let percent = 0; percent <= 100; percent++) step.progress(`${percent} %`, percent / 100)
    const lines = out
      .read()
      .split('\n')
      .filter((line) => line.endsWith('%'))
    expect(lines.map((line) => line.trim())).toEqual([
      '10 %',
      '20 %',
      '30 %',
      '40 %',
      '50 %',
      '60 %',
      '70 %',
      '80 %',
      '90 %',
      '100 %',
    ])
  })

  test('redraws one line with a bar on a terminal, within its width', () => {
    const out = paper(true)
    const step = createReport(out).step('TensorFlow')
    step.progress(megabytes(137e6, 274e6), 0.5)
    const drawn = out.read().split('\x1b[K').pop()!
    expect(drawn).toBe('  · TensorFlow  ━━━━━━━━━━────────── 137 of 274 MB, 50 %')
    step.progress('x'.repeat(200), 0.5)
    expect(out.read().split('\x1b[K').pop()).toHaveLength(59)
  })

  test('marks completed steps with a tick and failed ones with a cross', async () => {
    const out = paper(false)
    const report = createReport(out)
    await asStep(
      report,
      'one',
      async () => 3,
      (value) => `${value} files`,
    )
    await expect(
      asStep(report, 'two', async () => {
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect(out.read()).toMatch(/✓ one: 3 files \(0\.\d s\)\n/)
    expect(out.read()).toMatch(/✗ two\n$/)
  })

  test('shows only the megabytes if the total is unknown', () => expect(megabytes(12.4e6)).toBe('12 MB'))
})

describe('the end of npm test', () => {
  const stages = {
    lint: { passed: 1, failed: 0, skipped: 0, skips: [] },
    types: { passed: 0, failed: 1, skipped: 0, skips: [] },
    unit: {
      passed: 40,
      failed: 2,
      skipped: 1,
      skips: [{ name: 'reads the map', reason: 'no data beside the checkout' }],
    },
  }

  test('has the counts of all stages in its last line', () => {
    const { text, failed } = summary(stages, 252_000)
    expect(text.split('\n').slice(-2)).toEqual([
      'npm test took 4 minutes 12 seconds.',
      '41 passed, 3 failed, 1 skipped',
    ])
    expect(failed).toBe(true)
  })

  test('says why a test was skipped', () => {
    expect(summary(stages, 0).text).toContain('skipped (unit) reads the map: no data beside the checkout')
  })

  test('is a success if nothing failed', () => expect(summary({ lint: stages.lint }, 0).failed).toBe(false))

  test.each([
    [1_000, '1 second'],
    [59_400, '59 seconds'],
    [61_000, '1 minute 1 second'],
    [3_600_000, '60 minutes 0 seconds'],
  ])('%d ms are %s', (ms, words) => expect(inWords(ms)).toBe(words))
})
