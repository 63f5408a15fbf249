import { afterEach, describe, expect, it } from 'vitest'
import { defineComponent, shallowRef } from 'vue'
import type { Validation } from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { useMeasured } from '../../../../src-renderer/views/validations/page/measured.ts'
import { validations } from '../../fake/validations.ts'
import { openPage, settled } from '../mount-page.ts'
import type { Answers, OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

let open: OpenPage
afterEach(() => open.close())
const [complete, other, failed] = validations
async function measure(first: Validation, answers: Answers = {}) {
  const validation = shallowRef(first)
  let used!: ReturnType<typeof useMeasured>
  const Page = defineComponent(() => {
    used = useMeasured(() => validation.value)
    return () => null
  })
  open = await openPage(Page, '/', {}, { answers })
  const asked = () => open.calls.map(([name]) => name).filter((name) => name.startsWith('validations.'))
  return { validation, asked, ...used }
}

describe('the results of a validation', () => {
  it('are its numbers and its patches, once it is complete', async () => {
    const { measured } = await measure(complete)
    await until(() => measured.value)
    expect(measured.value!.validation).toEqual(complete)
    expect(measured.value!.patches).toHaveLength(48)
    expect(measured.value!.results.standard.sets.original!.count).toBe(48)
  })

  it.each(['waiting', 'running', 'interrupted', 'failed'] as const)(
    'are not requested while it is %s',
    async (state) => {
      const { measured, failure, asked } = await measure({ ...failed, state })
      await settled()
      expect([measured.value, failure.value, asked()]).toEqual([null, null, []])
    },
  )

  it('arrive when it completes', async () => {
    const { validation, measured } = await measure({ ...complete, state: 'running' })
    validation.value = complete
    await until(() => measured.value)
  })

  it('are not reloaded when its record changes otherwise', async () => {
    const { validation, measured, asked } = await measure(complete)
    await until(() => measured.value)
    const before = asked().length
    validation.value = { ...complete, runName: 'another name' }
    await settled()
    expect(asked()).toHaveLength(before)
  })

  it('are replaced by those of another, even if the first arrive late', async () => {
    const { validation, measured } = await measure(complete)
    validation.value = other
    await until(() => measured.value)
    expect(measured.value!.validation.id).toBe(other.id)
    await settled()
    expect(measured.value!.validation.id).toBe(other.id)
  })

  it('that cannot be read say why, and can be reloaded', async () => {
    let broken = true
    const refuse = (): never => {
      throw new CirrusError('refused', 'validation.json: not JSON.')
    }
    const answers: Answers = {
      get 'validations.patches'() {
        return broken ? refuse : undefined
      },
    }
    const { measured, failure, load } = await measure(complete, answers)
    await until(() => failure.value)
    expect([failure.value!.message, measured.value]).toEqual(['validation.json: not JSON.', null])
    broken = false
    await load()
    expect(failure.value).toBeNull()
    expect(measured.value!.patches).toHaveLength(48)
  })
})
