import { FitsError } from './fits-error.ts'

/** First bytes of files that are not FITS, as latin1; what they are; the command or the step that leads to FITS. */
const wrappings: [start: string, what: string, step: (file: string) => string][] = [
  ['BZh', 'compressed with bzip2', (file) => `decompress it first: bunzip2 ${file}`],
  ['\xfd7zXZ\0', 'compressed with xz', (file) => `decompress it first: unxz ${file}`],
  ['(\xb5/\xfd', 'compressed with zstd', (file) => `decompress it first: unzstd ${file}`],
  ['\x1f\x9d', 'compressed with compress', (file) => `decompress it first: gunzip ${file}`],
  ['PK\x03\x04', 'a ZIP archive', (file) => `unpack it first: unzip ${file}`],
  ["7z\xbc\xaf'\x1c", 'a 7-Zip archive', (file) => `unpack it first: 7z x ${file}`],
  ['\x89HDF', 'an HDF5 file', () => 'convert it first, for instance with h5py and healpy.write_map'],
  ['\x93NUMPY', 'a NumPy array', () => 'write it as a map first, with healpy.write_map'],
]

/**
 * Refuses a file that is something else than FITS, by its first bytes, with the command that unpacks it.
 * @param start the first 512 bytes, or all of a shorter file
 * @param place where these bytes stand, such as 'byte 0'
 * @throws FitsError
 */
export function refuseWrapping(file: string, start: Uint8Array, place = 'byte 0'): void {
  const refuse = (reason: string) => {
    throw new FitsError(file, place, reason)
  }
  if (start.length === 0) refuse('the file is empty; get a fresh copy')
  const text = Buffer.from(start).toString('latin1')
  if (text.startsWith('version https://git-lfs')) {
    refuse('this is a Git LFS pointer, not the file itself; run git lfs pull')
  }
  if (/^\s*<(!doctype|html|\?xml)/i.test(text)) {
    refuse('this is a web page, not a FITS file: the server answered the download with it; read it, and try again')
  }
  const name = /\s/.test(file) ? `'${file}'` : file
  for (const [begin, what, step] of wrappings) {
    if (text.startsWith(begin)) refuse(`the file is ${what}, which is not read directly; ${step(name)}`)
  }
  if (text.slice(257, 262) === 'ustar') refuse(`the file is a tar archive; unpack it first: tar xf ${name}`)
}
