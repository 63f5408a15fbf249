import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { EngineError } from '../../src-main/engine/runtime/errors.ts'
import { throwTold } from '../../src-main/engine/throw-told.ts'
import { FileFormatError } from '../../src-main/files/file-format-error.ts'
import { toWire } from '../../src-preload/rpc/errors.ts'
import { SkyError } from '../../src-shared/sky/sky-error.ts'

const told = (error: unknown) => {
  try {
    return throwTold(error)
  } catch (thrown) {
    return toWire(thrown)
  }
}

it('errors about files leave the engine with a sentence that names the file', async () => {
  const absent: unknown = await readFile('/none/a.npy').catch((error: unknown) => error)
  const message = '/none/a.npy: there is no such file or folder; check its name.'
  expect(told(absent)).toMatchObject({ code: 'refused', message })
  const damaged = new FileFormatError('/data/a.npy', 'byte 6', 'version 9 is not supported; save it again')
  expect(told(damaged)).toMatchObject({ code: 'refused', message: damaged.message })
  expect(told(new SkyError('nside', 'nside 3 is no power of 2.'))).toMatchObject({ code: 'refused' })
})

it('a full disk is told as one', () => {
  const error = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', errno: -28 })
  expect(told(error)).toMatchObject({ code: 'disk-full', message: expect.stringContaining('free some space') })
})

it('failures of the machine are told with what to do, and errors of the program itself stay unchanged', () => {
  expect(told(new Error('Invalid TF_Status: 8\nMessage: OOM when allocating tensor with shape[64,256]'))).toMatchObject(
    {
      code: 'out-of-memory',
      message: expect.stringContaining('64 x 256'),
    },
  )
  const defect = new TypeError('x is undefined')
  expect(() => throwTold(defect)).toThrow(defect)
  const diverged = new EngineError('diverged', 'The training diverged.')
  expect(() => throwTold(diverged)).toThrow(diverged)
})
