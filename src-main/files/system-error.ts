/** System errors for a file or folder that can't be read or written. */
const reasons: Record<string, string> = {
  ENOENT: 'there is no such file or folder; check its name',
  EACCES: 'permission denied; choose another place, or change its permissions',
  EPERM: 'permission denied; choose another place, or change its permissions',
  EROFS: 'its disk is read-only; choose another place',
  ENOTDIR: 'a part of this path is a file, not a folder; choose another place',
  EISDIR: 'this is a folder, not a file; choose another name',
  ENAMETOOLONG: 'this name is longer than its disk allows; choose a shorter one',
  ELOOP: 'its links lead in a circle; check them',
  EIO: 'its disk failed to read or write it; check the disk',
  EINVAL: 'this can’t be read or written as a file; choose another one',
  EEXIST: 'this exists already and is not a folder; choose another place',
}
const fullDisk = ['ENOSPC', 'EDQUOT', 'SQLITE_FULL']
const tooLarge = 'EFBIG'

/** Whether a disk, or what this user may have of it, is full. */
export const isFullDisk = (error: unknown): boolean => fullDisk.includes((error as NodeJS.ErrnoException)?.code ?? '')

/** What a system's error about a file or folder says to a user, as a sentence; null for any other error. */
export function sayFileError(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  const { code = '', syscall, path } = error as NodeJS.ErrnoException
  if (syscall?.startsWith('spawn')) return null
  if (isFullDisk(error)) return 'The disk is full. No partial file was left; free some space and try again.'
  if (code === tooLarge)
    return 'A file would be larger than the limit of this session or file system; raise the limit (ulimit -f).'
  return path !== undefined && code in reasons ? `${path}: ${reasons[code]}.` : null
}
