import { afterEach, describe, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import type { ExecutorChoice } from '../../../../src-shared/study/specification.ts'
import { useTrialsAtOnce } from '../../../../src-renderer/views/studies/use-trials-at-once.ts'
import { openPage, settled, type OpenPage } from '../mount-page.ts'

let open: OpenPage
afterEach(() => open.close())
const atOnce = async (concurrency: number, executor: ExecutorChoice) => {
  let used: ReturnType<typeof useTrialsAtOnce>
  const Used = defineComponent(() => {
    used = useTrialsAtOnce(() => ({ concurrency, executor }))
    return () => h('p')
  })
  open = await openPage(Used, '/')
  await settled()
  return { count: used!.atOnce.value, limit: used!.limit.value }
}

describe('the concurrent trials of a study', () => {
  it('are as many as requested if there are engines for them', async () => {
    expect(await atOnce(1, { kind: 'local' })).toMatchObject({ count: 1, limit: null })
  })

  it('are limited by the training engines, with a link to that setting', async () => {
    // One training engine; the other one reconstructs and inpaints.
    expect(await atOnce(50, { kind: 'local' })).toEqual({
      count: 1,
      limit: { text: 'This machine trains at most 1 at a time.', to: '/settings' },
    })
  })

  it('on a cluster are limited by the profile’s queue', async () => {
    expect(await atOnce(50, { kind: 'slurm', profile: 'night' })).toMatchObject({
      count: 16,
      limit: { text: 'The Slurm profile night allows at most 16 at a time.', to: '/settings#slurm' },
    })
  })
})
