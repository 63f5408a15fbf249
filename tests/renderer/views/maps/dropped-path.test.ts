import { describe, expect, it } from 'vitest'
import { droppedPath, pathOfAddress } from '../../../../src-renderer/views/maps/dropped-path.ts'

const transfer = (texts: Record<string, string>, files: string[] = []) =>
  ({ getData: (type: string) => texts[type] ?? '', files: files.map((name) => ({ name })) }) as unknown as DataTransfer

describe('a drop on the maps page', () => {
  it('from a file manager names the file by its URL', () => {
    expect(droppedPath(transfer({ 'text/uri-list': '# one\r\nfile:///home/astro/my%20map.fits\r\n' }))).toEqual({
      path: '/home/astro/my map.fits',
    })
  })

  it('of text is a path if it looks like one', () => {
    expect(droppedPath(transfer({ 'text/plain': ' /data/iris.fits.gz\n' }))).toEqual({ path: '/data/iris.fits.gz' })
    expect(droppedPath(transfer({ 'text/plain': 'C:\\maps\\iris.fits' }))).toEqual({ path: 'C:\\maps\\iris.fits' })
    expect(droppedPath(transfer({ 'text/plain': 'Planck dust' }))).toBeNull()
  })

  it('of a bare file gives only its name, since a browser hides its path', () => {
    expect(droppedPath(transfer({}, ['iris.fits']))).toEqual({ hidden: 'iris.fits' })
  })

  it('of a link opens nothing', () => {
    expect(droppedPath(transfer({ 'text/uri-list': 'https://example.org/iris.fits' }))).toBeNull()
  })
})

describe('a file URL', () => {
  it('of a Windows drive becomes a path without a leading slash', () => {
    expect(pathOfAddress('file:///C:/maps/iris.fits')).toBe('C:/maps/iris.fits')
  })
})
