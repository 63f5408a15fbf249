import { FitsError } from './fits-error.ts'
import { unpackCommand } from './unpack-command.ts'

/** Signatures of files that are not FITS, as Latin-1; what they are; how to get FITS, and the command. */
const wrappings: [start: string, what: string, step: string, command?: string][] = [
  ['BZh', 'compressed with bzip2', 'decompress it first', 'bunzip2'],
  ['\xfd7zXZ\0', 'compressed with xz', 'decompress it first', 'unxz'],
  ['(\xb5/\xfd', 'compressed with zstd', 'decompress it first', 'unzstd'],
  ['\x1f\x9d', 'compressed with compress', 'decompress it first', 'gunzip'],
  ['PK\x03\x04', 'a ZIP archive', 'unpack it first', 'unzip'],
  ["7z\xbc\xaf'\x1c", 'a 7-Zip archive', 'unpack it first', '7z x'],
  ['\x89HDF', 'an HDF5 file', 'convert it first, for instance with h5py and healpy.write_map'],
  ['\x93NUMPY', 'a NumPy array', 'write it as a map first, with healpy.write_map'],
]

/**
 * Refuses a file that is not FITS, by its first bytes, with the command that unpacks it.
 * @param start the first 512 bytes, or all of a shorter file
 * @param place where these bytes are, such as 'byte 0'
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
  for (const [begin, what, step, command] of wrappings) {
    if (!text.startsWith(begin)) continue
    refuse(`the file is ${what}, which is not supported; ${step}${command ? `: ${unpackCommand(command, file)}` : ''}`)
  }
  if (text.slice(257, 262) === 'ustar') {
    refuse(`the file is a tar archive; unpack it first: ${unpackCommand('tar xf', file)}`)
  }
}
