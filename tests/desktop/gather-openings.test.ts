import { EventEmitter } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { gatherOpenings } from '../../src-main/desktop/gather-openings.ts'

const setUp = (words: string[] = []) => {
  const app = Object.assign(new EventEmitter(), { isPackaged: true })
  const openings = gatherOpenings(app as never, { argv: ['cirrus', ...words], folder: '/sky' })
  const emit = (name: string, ...rest: unknown[]) => {
    const event = { preventDefault: vi.fn() }
    app.emit(name, event, ...rest)
    return event.preventDefault.mock.calls.length
  }
  return { openings, emit, shown: vi.fn() }
}
const map = (path: string) => [{ kind: 'map', path }]

describe('what is opened from outside', () => {
  it('waits for somebody to show it, the files of macOS from before the start too', () => {
    const { openings, emit, shown } = setUp(['a.fits'])
    expect(emit('open-file', '/b.fits')).toBe(1)
    openings.showWith(shown)
    expect(shown.mock.calls).toEqual([map('/sky/a.fits'), map('/b.fits')])
    emit('open-file', '/c.fits')
    expect(shown.mock.calls.slice(2)).toEqual([map('/c.fits')])
  })

  it('waits again while no page is there, and is shown once', () => {
    const { openings, emit, shown } = setUp()
    const later = vi.fn()
    const hold = openings.showWith(shown)
    hold()
    emit('open-url', 'cirrus://run/a')
    openings.showWith(later)
    // An old page that closes late does not take the new one away.
    hold()
    emit('open-url', 'cirrus://maps')
    expect(shown).not.toHaveBeenCalled()
    expect(later.mock.calls).toEqual([[{ kind: 'page', address: '/runs/a' }], [{ kind: 'page', address: '/maps' }]])
  })

  it('comes from a second instance, by the command line that it was given', () => {
    const { openings, emit, shown } = setUp()
    openings.showWith(shown)
    emit('second-instance', ['cirrus', '--added', '/wrong.fits'], '/', { argv: ['cirrus', 'd.fits'], folder: '/home' })
    expect(shown.mock.calls).toEqual([map('/home/d.fits')])
  })

  it.each([undefined, null, {}, { argv: 'x', folder: '/' }, { argv: [1], folder: '/' }])(
    'is nothing if a second instance tells %j, but the window comes to the front',
    (told) => {
      const { openings, emit, shown } = setUp()
      const more = vi.fn()
      openings.onMore(more)
      openings.showWith(shown)
      emit('second-instance', [], '/', told)
      expect([shown.mock.calls.length, more.mock.calls.length]).toEqual([0, 1])
    },
  )
})
