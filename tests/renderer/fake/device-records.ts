import { defaultDeviceOptions, type Device, type DeviceSettings } from '../../../src-preload/contract/index.ts'

export const device: Device = {
  id: 'training',
  role: 'training',
  state: 'busy',
  kind: 'gpu',
  name: 'NVIDIA H100',
  memoryUsed: 12.1e9,
  memoryTotal: 80e9,
  tensorflow: '2.21.0',
  threads: null,
  pid: 4711,
  restarts: 0,
  failure: null,
}

export const engines: Device[] = [
  device,
  {
    ...device,
    id: 'interactive',
    role: 'interactive',
    state: 'stopped',
    kind: null,
    name: null,
    memoryUsed: null,
    memoryTotal: null,
    tensorflow: null,
    pid: null,
  },
]

export const deviceSettings: DeviceSettings = {
  options: defaultDeviceOptions,
  cards: [
    { id: 'GPU-1', name: 'NVIDIA H100' },
    { id: 'GPU-2', name: 'NVIDIA H100' },
  ],
  cores: 16,
}
