import { afterEach, expect, it } from 'vitest'
import { presetSchema } from '../../../../src-shared/model/configuration.ts'
import type { Preset, TrainingConfig } from '../../../../src-shared/model/configuration.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { useNotices } from '../../../../src-renderer/stores/notices.ts'
import { usePresets } from '../../../../src-renderer/views/configuration/use-presets.ts'
import { demoConfig } from '../../fake/records.ts'
import { openPage } from '../mount-page.ts'
import type { Answers, OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

const known = Object.fromEntries(presetSchema.options.map((name) => [name, demoConfig])) as Record<
  Preset,
  TrainingConfig
>

let open: OpenPage
afterEach(() => open.close())
const visit = async (answers: Answers = {}) => {
  let presets: ReturnType<typeof usePresets>
  open = await openPage({ setup: () => ((presets = usePresets()), () => null) }, '/', {}, { answers })
  return presets!
}
const calls = () => open.calls.filter(([method]) => method === 'runs.presets').length

it('presets that cannot be read are reported, with a retry', async () => {
  let broken = true
  const presets = await visit({
    'runs.presets': () => {
      if (broken) throw new CirrusError('internal', 'The host is not ready.')
      return known
    },
  })
  await until(() => useNotices().items.length > 0)
  const [notice] = useNotices().items
  expect(notice.text).toBe('Can’t read the presets: The host is not ready.')
  expect(presets.value).toBeNull()
  broken = false
  notice.action!.run!()
  await until(() => presets.value !== null)
  expect(calls()).toBe(2)
})

it('presets are requested once, and then known to every page', async () => {
  const presets = await visit({ 'runs.presets': () => known })
  await until(() => presets.value !== null)
  expect(usePresets().value).toBe(presets.value)
  expect(calls()).toBe(1)
})
