import { afterEach, describe, expect, it, vi } from 'vitest'
import { openPort } from '../../../src-renderer/connection/open-port.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  Reflect.deleteProperty(window, 'cirrus')
})

describe('the port of a page in a browser', () => {
  const sockets: { address: string; sent: string[] }[] = []
  class FakeSocket {
    readyState = 1
    bufferedAmount = 0
    sent: string[] = []
    readonly address: string
    constructor(address: string) {
      this.address = address
      sockets.push(this)
    }
    send(text: string) {
      this.sent.push(text)
    }
    addEventListener() {}
    close() {}
  }
  it.each([
    ['http://127.0.0.1:4400/runs/a?b#c', 'ws://127.0.0.1:4400/rpc'],
    ['https://sky.example/maps', 'wss://sky.example/rpc'],
  ])('of %s is %s', async (page, socket) => {
    vi.stubGlobal('location', new URL(page))
    vi.stubGlobal('WebSocket', FakeSocket)
    const port = await openPort()
    port.post({ kind: 'hello', protocol: 1 })
    expect(sockets.at(-1)).toMatchObject({ address: socket, sent: ['{"kind":"hello","protocol":1}'] })
  })
})

describe('the port of a page in the desktop shell', () => {
  it('is requested from the preload, and accepted only from its answer', async () => {
    Object.defineProperty(window, 'cirrus', { value: { door: 'electron' }, configurable: true })
    const post = vi.spyOn(window, 'postMessage').mockImplementation(() => undefined)
    const opened = openPort()
    expect(post).toHaveBeenCalledWith({ type: 'cirrus:ready' }, location.origin)
    const { port1, port2 } = new MessageChannel()
    const say = (data: unknown, ports: unknown[], source: unknown = window) => {
      window.dispatchEvent(Object.assign(new Event('message'), { data, ports, source }))
    }
    let taken = false
    void opened.then(() => (taken = true))
    say({ type: 'cirrus:port' }, [port1], {})
    say({ type: 'another' }, [port1])
    say({ type: 'cirrus:port' }, [])
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(taken).toBe(false)
    say({ type: 'cirrus:port' }, [port1])
    const port = await opened
    const heard = new Promise((resolve) => port.onMessage(resolve))
    port2.postMessage({ kind: 'hello', protocol: 1 })
    expect(await heard).toEqual({ kind: 'hello', protocol: 1 })
    port.close()
    port2.close()
    post.mockRestore()
  })
})
