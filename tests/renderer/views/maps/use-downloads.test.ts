import { afterEach, describe, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import type { Job } from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { useNotices } from '../../../../src-renderer/stores/notices.ts'
import { useDownloads } from '../../../../src-renderer/views/maps/use-downloads.ts'
import { until } from '../../window.ts'
import { openPage, type Answers, type OpenPage } from '../mount-page.ts'

let open: OpenPage
afterEach(() => open.close())
const job = (changes: Partial<Job> = {}): Job => ({
  ...{ id: 'job-7', kind: 'map', title: 'Download gnilc-545', subject: null, state: 'running', fraction: 0.1 },
  ...{ note: '', secondsLeft: null, failure: null, cancellable: true, startedAt: new Date().toISOString() },
  ...{ endedAt: null },
  ...changes,
})

/** Downloads on a page, the ids of the maps that they opened, and the host's news of their job. */
async function page(answers: Answers = { 'maps.download': () => job() }) {
  const opened: string[] = []
  let downloads!: ReturnType<typeof useDownloads>
  const host = defineComponent(() => {
    downloads = useDownloads((id) => opened.push(id))
    return () => h('p')
  })
  open = await openPage(host, '/', {}, { answers })
  const tell = (changes: Partial<Job>) => open.host.server.broadcast('jobs.changed', job(changes))
  return { opened, downloads, tell }
}

describe('downloads of products', () => {
  it('pass on the map of one that completes, once', async () => {
    const { opened, downloads, tell } = await page()
    await downloads.download('gnilc-545')
    tell({})
    await until(() => downloads.jobOf('gnilc-545', null)?.fraction === 0.1)
    expect(opened).toEqual([])
    tell({ state: 'complete', subject: 'gnilc' })
    await until(() => opened.length > 0)
    tell({ state: 'complete', subject: 'gnilc', note: 'again' })
    await until(() => downloads.jobOf('gnilc-545', null)?.note === 'again')
    expect(opened).toEqual(['gnilc'])
  })

  it('that fail, or were started elsewhere, open nothing', async () => {
    const { opened, downloads, tell } = await page()
    tell({ state: 'complete', subject: 'of-another-window' })
    await until(() => downloads.jobOf('gnilc-545', 'job-7'))
    await downloads.download('gnilc-545')
    tell({ state: 'failed', failure: { code: 'refused', message: 'The checksum differs.' } })
    await until(() => downloads.jobOf('gnilc-545', null)?.state === 'failed')
    expect(opened.filter((id) => id !== 'of-another-window')).toEqual([])
  })

  it('that the host refuses have no job but a notice', async () => {
    const { downloads } = await page({
      'maps.download': () => {
        throw new CirrusError('conflict', 'gnilc-545 is being downloaded.')
      },
    })
    await downloads.download('gnilc-545')
    expect(useNotices().items.at(-1)!.text).toBe('gnilc-545 is being downloaded.')
    expect(downloads.jobOf('gnilc-545', null)).toBeUndefined()
  })
})
