import { expect, it } from 'vitest'
import { errorResponse, floatResponse } from '../../../src-main/application/host/responses.ts'
import { CirrusError, type ErrorCode } from '../../../src-preload/rpc/errors.ts'

it('numbers are sent as in memory, and only the given part of a larger array', async () => {
  const answer = floatResponse(Float32Array.of(9, 1, -0.5, NaN, 9).subarray(1, 4), [1, 3])
  expect(answer.headers.get('x-shape')).toBe('1,3')
  expect([...new Float32Array(await answer.arrayBuffer())]).toEqual([1, -0.5, NaN])
})

it.each<[ErrorCode, number]>([
  ['not-found', 404],
  ['invalid-params', 400],
  ['refused', 400],
  ['engine-lost', 500],
])('a failure is sent as its message, with the status of its code: %s is %i', async (code, status) => {
  const answer = errorResponse(new CirrusError(code, 'There is no map iris.'))
  expect([answer.status, await answer.text()]).toEqual([status, 'There is no map iris.'])
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
})

it('a defect is reported as an internal error, without its stack', async () => {
  const answer = errorResponse(new TypeError('x is not a function'))
  expect([answer.status, await answer.text()]).toEqual([500, 'Internal error: x is not a function'])
})
