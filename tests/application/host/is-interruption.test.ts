import { expect, it } from 'vitest'
import { isInterruption } from '../../../src-main/application/host/is-interruption.ts'
import { CirrusError, errorCodes } from '../../../src-preload/rpc/errors.ts'

it('work is interrupted, not failed, by external causes: a stop, a full disk, a dead engine or device', () => {
  expect(errorCodes.filter((code) => isInterruption(new CirrusError(code, '')))).toEqual([
    'cancelled',
    'busy',
    'engine-lost',
    'engine-killed',
    'engine-hung',
    'disk-full',
    'device-failed',
  ])
  expect(isInterruption(new Error('cancelled'))).toBe(false)
})
