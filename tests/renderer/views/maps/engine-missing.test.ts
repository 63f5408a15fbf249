import { expect, it } from 'vitest'
import { nextTick } from 'vue'
import { useDevices } from '../../../../src-renderer/stores/devices.ts'
import EngineMissing from '../../../../src-renderer/views/maps/EngineMissing.vue'
import { engines } from '../../fake/device-records.ts'
import { openWindowForEach, until } from '../../window.ts'

const cirrus = openWindowForEach()
const words = (text: string) => text.replace(/\s+/g, ' ')
const fail = async (code: string) => {
  await until(() => useDevices().main)
  const failure = { code, message: 'TensorFlow is not ready: its library libtensorflow_cc.so.2 cannot be loaded.' }
  cirrus.host.server.broadcast('devices.changed', [{ ...engines[0], state: 'failed', failure }, engines[1]])
}

it('the first page says that nothing can be trained, with the engine’s reason, until it was read', async () => {
  const page = await cirrus.show(EngineMissing)
  expect(page.text()).toBe('')
  await fail('engine-missing')
  await until(() => page.text().includes('cannot train or inpaint yet'))
  expect(page.text()).toContain('libtensorflow_cc.so.2')
  expect(page.find('a').attributes('href')).toBe('/settings#tensorflow')
  await page.find('button').trigger('click')
  expect(page.text()).toBe('')
  expect((await cirrus.show(EngineMissing)).text()).toBe('')
})

it('an engine that failed in another way is no reason', async () => {
  const page = await cirrus.show(EngineMissing)
  await fail('engine-killed')
  await nextTick()
  expect(page.text()).toBe('')
})

it('the first page says on Windows what works there, and where the rest does', async () => {
  await cirrus.reopen({ platform: 'win32' })
  const page = await cirrus.show(EngineMissing)
  await until(() => page.text() !== '')
  expect(words(page.text())).toContain('neither trains nor inpaints on Windows')
  expect(words(page.text())).toContain('inside WSL')
})
