import { afterEach, describe, expect, it, vi } from 'vitest'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { fetchFloats, floatsOf } from '../../../src-renderer/connection/fetch-floats.ts'

afterEach(() => void vi.unstubAllGlobals())
const answering = (answer: (signal?: AbortSignal) => Promise<Response>) =>
  vi.stubGlobal('fetch', (_: string, { signal }: RequestInit = {}) => answer(signal ?? undefined))
const failureOf = async (got: Promise<unknown>) => {
  const failure = await got.then(
    () => null,
    (error: unknown) => error,
  )
  expect(failure).toBeInstanceOf(CirrusError)
  return failure as CirrusError
}

describe('float32 of the host', () => {
  it('arrive as sent, including NaN', async () => {
    const sent = new Float32Array([1.5, NaN, -1.6375e30])
    answering(async () => new Response(sent.buffer))
    expect(await fetchFloats('/data/x')).toEqual(sent)
  })
  it('are read in units of four bytes; an incomplete end is ignored', () => {
    expect(floatsOf(new Uint8Array([0, 0, 0x80, 0x3f, 1, 2]).buffer)).toEqual(new Float32Array([1]))
    expect(floatsOf(new ArrayBuffer(0))).toHaveLength(0)
  })
  it('that are refused give the host’s answer, or its status code if it is empty', async () => {
    answering(async () => new Response('', { status: 500 }))
    const failure = await failureOf(fetchFloats('/data/maps/a/thumbnail'))
    expect(failure.code).toBe('internal')
    expect(failure.message).toBe('/data/maps/a/thumbnail: 500')
  })
  it('never put a whole page of text into a notice', async () => {
    answering(async () => new Response('x'.repeat(5000), { status: 500 }))
    expect((await failureOf(fetchFloats('/data/x'))).message).toHaveLength(500)
  })
  it('reject as a lost connection that names the address if the host does not answer', async () => {
    answering(() => Promise.reject(new TypeError('fetch failed')))
    const failure = await failureOf(fetchFloats('/data/runs/a/samples/3'))
    expect(failure.code).toBe('connection-lost')
    expect(failure.message).toContain('/data/runs/a/samples/3')
    expect(failure.details).toContain('fetch failed')
  })
  it('can be cancelled, which is not shown as a failure', async () => {
    answering((signal) => Promise.reject(signal!.reason))
    expect((await failureOf(fetchFloats('/data/x', AbortSignal.abort()))).code).toBe('cancelled')
  })
  it('reject as a lost connection if they break off halfway', async () => {
    const broken = new ReadableStream({
      start: (controller) => controller.error(new TypeError('terminated')),
    })
    answering(async () => new Response(broken))
    const failure = await failureOf(fetchFloats('/data/x'))
    expect(failure.code).toBe('connection-lost')
    expect(failure.details).toContain('terminated')
  })
  it('can be cancelled halfway', async () => {
    const abort = new AbortController()
    answering(async (signal) => {
      const stream = new ReadableStream({
        start: (controller) => signal?.addEventListener('abort', () => controller.error(signal.reason)),
      })
      return new Response(stream)
    })
    const got = fetchFloats('/data/x', abort.signal)
    await Promise.resolve()
    abort.abort()
    expect((await failureOf(got)).code).toBe('cancelled')
  })
})
