/** A sky request that cannot be fulfilled. `reason` says what is wrong and what to do. */
export class SkyError extends Error {
  readonly code: 'nside' | 'map' | 'patch' | 'grid' | 'split' | 'tile'
  readonly reason: string

  constructor(code: SkyError['code'], reason: string) {
    super(reason)
    this.name = 'SkyError'
    this.code = code
    this.reason = reason
  }
}
