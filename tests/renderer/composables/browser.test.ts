import { afterEach, describe, expect, it, vi } from 'vitest'
import { copyText } from '../../../src-renderer/composables/copy-text.ts'
import { perFrame } from '../../../src-renderer/composables/per-frame.ts'
import { saveFile } from '../../../src-renderer/composables/save-file.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('saving a file', () => {
  const saved = () => {
    const blobs: Blob[] = []
    const links: { href: string; download: string }[] = []
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => `blob:${blobs.push(blob as Blob)}`)
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      links.push({ href: this.href, download: this.download })
    })
    return { blobs, links }
  }
  it('passes the text on with its name and type', async () => {
    const { blobs, links } = saved()
    saveFile('loss.csv', 'epoch,loss\n1,2\n', 'text/csv')
    expect(links).toEqual([{ href: 'blob:1', download: 'loss.csv' }])
    expect(blobs[0].type).toBe('text/csv')
    expect(await blobs[0].text()).toBe('epoch,loss\n1,2\n')
  })
  it('passes a picture on unchanged', () => {
    const { blobs } = saved()
    const picture = new Blob([new Uint8Array([137, 80])], { type: 'image/png' })
    saveFile('loss.png', picture)
    expect(blobs[0]).toBe(picture)
  })
  it('keeps the object URL until the browser has read it, then revokes it', () => {
    vi.useFakeTimers()
    saved()
    const revoke = vi.spyOn(URL, 'revokeObjectURL').mockImplementation(() => undefined)
    saveFile('a.txt', 'a')
    vi.advanceTimersByTime(1000)
    expect(revoke).not.toHaveBeenCalled()
    vi.advanceTimersByTime(60_000)
    expect(revoke).toHaveBeenCalledExactlyOnceWith('blob:1')
  })
})

describe('copying', () => {
  it('reports whether the clipboard accepted the text', async () => {
    const write = vi.fn(async () => undefined)
    vi.stubGlobal('navigator', { clipboard: { writeText: write } })
    expect(await copyText('cirrus doctor')).toBe(true)
    expect(write).toHaveBeenCalledWith('cirrus doctor')
    vi.stubGlobal('navigator', { clipboard: { writeText: () => Promise.reject(new DOMException('denied')) } })
    expect(await copyText('cirrus doctor')).toBe(false)
  })
  it('fails on a page without a clipboard, such as one without HTTPS', async () => {
    vi.stubGlobal('navigator', {})
    expect(await copyText('x')).toBe(false)
  })
})

describe('a burst of events', () => {
  it('requests one frame at a time', () => {
    const frames: (() => void)[] = []
    vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run))
    const handed: string[][] = []
    const tell = perFrame<string>((told) => handed.push(told))
    tell('a')
    tell('b')
    expect(frames).toHaveLength(1)
    frames[0]()
    tell('c')
    expect(frames).toHaveLength(2)
    frames[1]()
    expect(handed).toEqual([['a', 'b'], ['c']])
  })
  it('defers events that arrive during delivery to the next frame', () => {
    const frames: (() => void)[] = []
    vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run))
    const handed: number[][] = []
    const tell = perFrame<number>((told) => {
      handed.push(told)
      if (told[0] === 1) tell(2)
    })
    tell(1)
    frames[0]()
    expect(handed).toEqual([[1]])
    frames[1]()
    expect(handed).toEqual([[1], [2]])
  })
})
