import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Device } from '../../src-preload/contract/index.ts'
import { call, on, onConnected } from '../connection/index.ts'

/** What the engine really runs on. */
export const useDevice = defineStore('device', () => {
  const device = shallowRef<Device | null>(null)
  const set = (next: Device) => {
    device.value = next
  }
  on('device.changed', set)
  onConnected(() => void call('device.get', {}).then(set, () => undefined))
  const restart = async () => set(await call('device.restart', {}))
  return { device, restart }
})
