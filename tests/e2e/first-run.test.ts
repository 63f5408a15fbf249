import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fallSilent, openArchive, serve } from '../application/host/download/archive-server.ts'
import { madeBuild, makeWheel, tensorflowFiles } from '../application/tensorflow/made-build.ts'
import { needingLauncher } from '../application/tensorflow/needing-launcher.ts'
import { until } from '../application/until.ts'
import { openBrowserWindow, whyNoBrowser, type BrowserWindow } from './browser-window.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

describe.skipIf(whyNoBrowser)(
  `the first run without TensorFlow${whyNoBrowser ? ` (skipped: ${whyNoBrowser})` : ''}`,
  () => {
    let cirrus: BrowserWindow
    let archive: Awaited<ReturnType<typeof openArchive>>
    beforeAll(async () => {
      const file = { body: makeWheel(tensorflowFiles), etag: '"one"' }
      archive = await openArchive([fallSilent(file), serve(file)])
      const builds = [madeBuild(archive.url, { 'tensorflow.whl': tensorflowFiles })]
      const tensorflow = { packaged: true, platform: 'linux-x64', nvidiaDriver: false, builds }
      const size = { width: 1024, height: 700 }
      const options = { engineLauncher: needingLauncher, tensorflow }
      cirrus = await openBrowserWindow(size, undefined, false, false, undefined, options)
    })
    afterAll(async () => {
      await cirrus?.close()
      await archive?.close()
    })

    it('offers to fetch it, accessibly in both themes', async () => {
      const { page } = cirrus
      await page.getByText('Cirrus cannot train or inpaint yet.').waitFor()
      const offer = page.getByRole('region', { name: 'Fetch TensorFlow' })
      for (const name of ['Files', 'Without a network']) await offer.getByText(name, { exact: true }).click()
      await page.evaluate(axeSource)
      for (const theme of ['light', 'dark'] as const) {
        await cirrus.theme(theme)
        const { violations } = await page.evaluate<AxeResults>('axe.run("main", {resultTypes: ["violations"]})')
        expect(violations.map(({ id, nodes }) => [id, nodes[0].html])).toEqual([])
      }
      await cirrus.picture('first-run')
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1024)
    })

    it('fetches it by keyboard alone, stops, continues, and then has an engine', async () => {
      const { page } = cirrus
      await page.getByRole('button', { name: 'Dismiss' }).focus()
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.getByRole('progressbar', { name: 'Progress of fetching TensorFlow' }).waitFor()
      await until(
        () => cirrus.ask('tensorflow.plan', {}),
        ({ builds: [build] }) => build.downloaded > 0,
      )
      await page.getByRole('button', { name: 'Cancel' }).focus()
      await page.keyboard.press('Enter')
      await page.getByText('are here').waitFor()
      await page.getByRole('button', { name: 'Continue' }).focus()
      await page.keyboard.press('Enter')
      await page.getByText('Cirrus cannot train or inpaint yet.').waitFor({ state: 'detached' })
      expect(archive.requests.at(-1)).toMatch(/^bytes=\d+-$/)
      await cirrus.go('/settings')
      await page.getByText('TensorFlow 2.21.0 for the CPU was fetched.').waitFor()
      expect(cirrus.complaints).toEqual([])
    })
  },
)
