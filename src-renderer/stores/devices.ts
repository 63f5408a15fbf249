import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Device } from '../../src-preload/contract/index.ts'
import { call, on, onConnected } from '../connection/index.ts'

/** The engines, and the devices they run on. */
export const useDevices = defineStore('devices', () => {
  const engines = shallowRef<readonly Device[]>([])
  const set = (next: readonly Device[]) => {
    engines.value = next
  }
  /** The first training engine; null until the host has reported it. */
  const main = computed(() => engines.value[0] ?? null)
  on('devices.changed', set)
  onConnected(() => void call('devices.list', {}).then(set, () => undefined))
  const restart = async (id: string) => {
    const restarted = await call('devices.restart', { id })
    set(engines.value.map((engine) => (engine.id === id ? restarted : engine)))
  }
  return { engines, main, restart }
})
