import { EventEmitter } from 'node:events'
import * as electron from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { handOverPorts, PORT_CHANNEL } from '../../src-main/desktop/port-handover.ts'
import type { FakeElectron } from './fake-electron.ts'

vi.mock('electron', async () => (await import('./fake-electron.ts')).fakeElectron())
const { MessageChannelMain } = electron as unknown as FakeElectron

const setUp = () => {
  MessageChannelMain.opened.length = 0
  const ipcMain = new EventEmitter()
  const close = vi.fn()
  const attach = vi.fn(() => close)
  handOverPorts(ipcMain as never, attach)
  const sender = Object.assign(new EventEmitter(), { id: 7 })
  const ask = (frame: object | null, from = sender) => {
    const senderFrame = frame && { url: 'cirrus://app/', parent: null, postMessage: vi.fn(), ...frame }
    ipcMain.emit(PORT_CHANNEL, { sender: from, senderFrame })
    return senderFrame
  }
  return { ask, attach, close, sender }
}

describe('handOverPorts', () => {
  it('gives one end to the application and the other to the requesting page', () => {
    const { ask, attach } = setUp()
    const frame = ask({})
    expect(attach).toHaveBeenCalledOnce()
    expect(frame!.postMessage).toHaveBeenCalledWith(PORT_CHANNEL, null, [MessageChannelMain.opened[0].port2])
    expect(MessageChannelMain.opened[0].port1.start).toHaveBeenCalledOnce()
  })

  it.each([
    ['a page of the web', { url: 'https://evil.example/' }],
    ['a page of another host of the scheme', { url: 'cirrus://other/' }],
    ['a file', { url: 'file:///tmp/page.html' }],
    ['a frame inside a page of ours', { parent: {} }],
    ['a frame that is gone', null],
  ])('gives nothing to %s', (_, frame) => {
    const { ask, attach } = setUp()
    ask(frame)
    expect(attach).not.toHaveBeenCalled()
    expect(MessageChannelMain.opened).toEqual([])
  })

  it('closes the old port of a reloaded page', () => {
    const { ask, attach, close } = setUp()
    ask({})
    expect(close).not.toHaveBeenCalled()
    ask({})
    expect([attach.mock.calls.length, close.mock.calls.length]).toEqual([2, 1])
  })

  it('closes the port when the page is destroyed, once', () => {
    const { ask, close, sender } = setUp()
    ask({})
    sender.emit('destroyed')
    expect(close).toHaveBeenCalledOnce()
    expect(sender.listenerCount('destroyed')).toBe(0)
  })
})
