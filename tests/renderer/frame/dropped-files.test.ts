import { describe, expect, it } from 'vitest'
import { droppedFiles, pathOfAddress } from '../../../src-renderer/frame/dropped-files.ts'

const transfer = (texts: Record<string, string>, files: string[] = []) =>
  ({ getData: (type: string) => texts[type] ?? '', files: files.map((name) => ({ name })) }) as unknown as DataTransfer

describe('a drop on the window', () => {
  it('of files gives their paths in the desktop', () => {
    const pathOf = ({ name }: File) => (name.endsWith('.fits') ? `/home/${name}` : '')
    expect(droppedFiles(transfer({}, ['a.fits', 'made in the page', 'b.fits']), pathOf)).toEqual({
      paths: ['/home/a.fits', '/home/b.fits'],
    })
  })

  it('from a file manager names files by their URLs', () => {
    const list = '# two\r\nfile:///home/astro/my%20map.fits\r\nfile:///tmp/b.fits\r\n'
    expect(droppedFiles(transfer({ 'text/uri-list': list }))).toEqual({
      paths: ['/home/astro/my map.fits', '/tmp/b.fits'],
    })
  })

  it('of text is a path if it looks like one', () => {
    expect(droppedFiles(transfer({ 'text/plain': ' /data/iris.fits.gz\n' }))).toEqual({ paths: ['/data/iris.fits.gz'] })
    expect(droppedFiles(transfer({ 'text/plain': 'C:\\maps\\iris.fits' }))).toEqual({ paths: ['C:\\maps\\iris.fits'] })
    expect(droppedFiles(transfer({ 'text/plain': 'Planck dust' }))).toBeNull()
  })

  it('of a bare file gives only its name, since a browser hides its path', () => {
    expect(droppedFiles(transfer({}, ['iris.fits']))).toEqual({ hidden: 'iris.fits' })
  })

  it('of a link opens nothing', () => {
    expect(droppedFiles(transfer({ 'text/uri-list': 'https://example.org/iris.fits' }))).toBeNull()
  })
})

describe('a file URL', () => {
  it('of a Windows drive becomes a path without a leading slash', () => {
    expect(pathOfAddress('file:///C:/maps/iris.fits')).toBe('C:/maps/iris.fits')
  })
})
