import { describe, expect, it } from 'vitest'
import { channelsOf, type ChannelOptions } from '../../src-main/terminal/channel-options.ts'

const of = (options: Partial<ChannelOptions>) =>
  channelsOf({ mask: 'disc', maskOf: [], beamOf: [], noiseOf: [], ...options })

describe('the options of single channels', () => {
  it('say nothing if none is given', async () => {
    expect(await of({})).toEqual({})
  })

  it('say what is seen of a channel, through which beam, and with which noise', async () => {
    expect(
      await of({
        maskOf: ['I=all', 'Q=none', 'U=corner'],
        beamOf: ['I=none', 'Q=30'],
        noiseOf: ['Q=0.5', 'U=/a=b/std.fits[QQ]', 'I=n.csv'],
      }),
    ).toEqual({
      I: { mask: { kind: 'all' }, beam: null, noise: { kind: 'spectrum', path: 'n.csv' } },
      Q: { mask: { kind: 'none' }, beam: 30, noise: { kind: 'white', sigma: 0.5 } },
      U: { mask: { kind: 'corner' }, noise: { kind: 'map', path: '/a=b/std.fits', column: 'QQ' } },
    })
  })

  it.each([
    [{ maskOf: ['V=all'] }, '--mask-of takes I, Q, U and a value, as I=VALUE, not "V=all"'],
    [{ maskOf: ['disc'] }, '--mask-of takes I, Q, U and a value, as I=VALUE, not "disc"'],
    [{ beamOf: ['Q=1', 'Q=2'] }, '--beam-of is given twice for Q'],
    [{ beamOf: ['Q=wide'] }, '--beam-of takes a number from 0.000001 to 600, not "wide"'],
    [{ noiseOf: ['Q=-1'] }, '--noise-of takes a number from 0.000001 to 10, not "-1"'],
    [{ noiseOf: ['Q=n.csv[N]'] }, /a spectrum has the columns l and N_l/],
  ])('are refused as %j', async (options, message) => {
    await expect(of(options)).rejects.toThrow(message)
  })
})
