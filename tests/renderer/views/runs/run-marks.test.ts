import { afterEach, describe, expect, it } from 'vitest'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { useNotices } from '../../../../src-renderer/stores/notices.ts'
import { useRuns } from '../../../../src-renderer/stores/runs.ts'
import RunMarks from '../../../../src-renderer/views/runs/RunMarks.vue'
import StarButton from '../../../../src-renderer/views/runs/StarButton.vue'
import { useRunChanges } from '../../../../src-renderer/views/runs/use-run-changes.ts'
import { runs } from '../../fake/records.ts'
import { openPage } from '../mount-page.ts'
import type { Answers, OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

let open: OpenPage
afterEach(() => open.close())
const run = { ...runs[2], tags: ['paper', 'wide'], note: 'the reference' }
const changes = () => open.calls.filter(([method]) => method === 'runs.update').map(([, params]) => params)
const marks = async (answers: Answers = {}) => {
  open = await openPage(RunMarks, '/runs', { run }, { answers })
  return open.page
}

describe('tags and note of a run', () => {
  it('are shown, with the tags separated by spaces', async () => {
    const page = await marks()
    expect(page.find('input').element.value).toBe('paper wide')
    expect(page.find('textarea').element.value).toBe('the reference')
  })
  it.each([
    ['#paper, #wide', ['paper', 'wide']],
    ['  wide wide\twide ', ['wide']],
    ['', []],
    ['#', []],
  ])('read "%s" as the tags %j', async (text, tags) => {
    const page = await marks()
    await page.find('input').setValue(text)
    await until(() => changes().length === 1)
    expect(changes()).toEqual([{ id: run.id, tags }])
  })
  it('can be cleared', async () => {
    const page = await marks()
    await page.find('textarea').setValue('')
    await until(() => changes().length === 1)
    expect(changes()).toEqual([{ id: run.id, note: '' }])
  })
  it('that the host refuses show its message in a notice', async () => {
    const refuse = () => {
      throw new CirrusError('refused', 'run.json is read-only.')
    }
    const page = await marks({ 'runs.update': refuse })
    await page.find('textarea').setValue('lost')
    await until(() => useNotices().items.some(({ text }) => text === 'run.json is read-only.'))
    expect(useRuns().find(run.id)?.note).not.toBe('lost')
  })
})

describe('the star of a run', () => {
  it('shows its state, and toggles it', async () => {
    open = await openPage(StarButton, '/runs', { run: { ...run, starred: true } })
    const star = open.page.find('button')
    expect([star.text(), star.attributes('aria-pressed'), star.attributes('title')]).toEqual([
      '★',
      'true',
      'Remove star',
    ])
    await star.trigger('click')
    await until(() => changes().length === 1)
    expect(changes()).toEqual([{ id: run.id, starred: false }])
    await open.page.setProps({ run: { ...run, starred: false } })
    expect([star.text(), star.attributes('title')]).toEqual(['☆', 'Star'])
  })
})

describe('archiving runs', () => {
  const some = runs.slice(1, 4)
  const archive = async (which: typeof some, answers: Answers = {}) => {
    const page = { setup: () => useRunChanges(), template: '<p />' }
    open = await openPage(page as never, '/runs', {}, { answers })
    await (open.page.vm as unknown as ReturnType<typeof useRunChanges>).archive(which)
  }
  const notice = () => useNotices().items.at(-1)
  it('names one run, counts several, and Undo unarchives them', async () => {
    await archive(some)
    expect(notice()?.text).toBe('3 runs archived.')
    notice()!.action!.run!()
    await until(() => notice()?.text === '3 runs unarchived.')
    expect(open.host.runs.some(({ archived }) => archived)).toBe(false)
    open.close()
    await archive(some.slice(0, 1))
    expect(notice()?.text).toBe('demo-2026-11-23-b archived.')
  })
  it('counts only runs that the host archived', async () => {
    await archive(some, {
      'runs.update': ({ id }) => {
        if (id === some[0].id) return { ...some[0], archived: true }
        throw new CirrusError('not-found', `There is no run ${id}.`)
      },
    })
    expect(useNotices().items.some(({ text }) => text === 'demo-2026-11-23-b archived.')).toBe(true)
  })
  it('of no runs shows no notice', async () => {
    await archive([])
    expect(useNotices().items).toEqual([])
  })
})
