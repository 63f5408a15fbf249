import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { useExportJob } from '../../../src-renderer/composables/use-export-job.ts'
import { useExports } from '../../../src-renderer/stores/exports.ts'
import { useNotices } from '../../../src-renderer/stores/notices.ts'
import { endedJob } from '../fake/exports.ts'
import { openWindow } from '../window.ts'

let close: () => void
beforeEach(async () => ({ close } = await openWindow()))
afterEach(() => close())

const job = endedJob({ kind: 'run', title: 'Draw 2 samples', subject: 'dust' })
const asked: (string | null)[] = []
const begin = async (folder: string | null) => (asked.push(folder), job)
afterEach(() => asked.splice(0))

describe('an export as a job', () => {
  it('goes to a new folder of the home, or to one that is typed, and says that it has begun', async () => {
    const source = { kind: 'run', id: 'dust' } as const
    useExports().items = [{ id: 'dust', source, folder: '/x', files: [], createdAt: '2026-11-23T12:00:00.000Z' }]
    const dialog = useExportJob(() => 'dust', { begin, asked: () => 0 })
    expect(dialog.out.value).toMatch(/\/exports\/dust-2$/)
    expect(await dialog.send()).toBe(true)
    dialog.folder.value = '  /my/samples '
    expect(dialog.out.value).toBe('/my/samples')
    await dialog.send()
    expect(asked).toEqual([null, '/my/samples'])
    expect(useNotices().items.at(-1)!.text).toBe('Draw 2 samples: see Jobs for its progress.')
  })

  it('tells a refusal at its field, or elsewhere if no field shows it', async () => {
    const refusing = (field: string) => () =>
      Promise.reject(new CirrusError('refused', `no such ${field}`, undefined, { field }))
    const dialog = (field: string) =>
      useExportJob(() => 'dust', { begin: refusing(field), asked: () => 0, fields: ['unit'] })
    for (const field of ['folder', 'unit']) {
      const { at, elsewhere, send } = dialog(field)
      expect(await send()).toBe(false)
      expect([at(field), elsewhere.value]).toEqual([`no such ${field}`, null])
    }
    const { elsewhere, send } = dialog('count')
    await send()
    expect(elsewhere.value!.message).toBe('no such count')
  })
})
