/** Numbers that a statistic cannot be computed from. `reason` says what is wrong and what to do. */
export class StatisticsError extends Error {
  readonly code: 'shape' | 'bands' | 'mask' | 'range' | 'singular'
  readonly reason: string

  constructor(code: StatisticsError['code'], reason: string) {
    super(reason)
    this.name = 'StatisticsError'
    this.code = code
    this.reason = reason
  }
}
