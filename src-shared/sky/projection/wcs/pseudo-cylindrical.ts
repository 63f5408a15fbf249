import { DEGREE } from '../../position.ts'
import { RADIAN, type NativeProjection, type ProjectionOf } from './native-projection.ts'

const unity = 1 + 1e-12
const within = (sine: number) => Math.max(-1, Math.min(1, sine))

/**
 * A projection whose parallels are straight: x is the longitude times a width (Calabretta & Greisen 2002, Sec. 5.3).
 * Widths as a function of the ordinate y.
 */
const straightParallels = (
  ordinateOf: (theta: number) => number,
  thetaOf: (y: number) => number | null,
  widthAt: (y: number) => number,
): NativeProjection => ({
  fiducial: [0, 0],
  toPlane(phi, theta) {
    const y = ordinateOf(theta)
    return [phi * widthAt(y), y]
  },
  toSphere(x, y) {
    const theta = thetaOf(y)
    if (theta === null) return null
    const width = widthAt(y)
    if (Math.abs(width) < 1e-12) return Math.abs(x) < 1e-9 ? [0, theta] : null
    return Math.abs(x) <= 180 * width * unity ? [x / width, theta] : null
  },
})

/** Sanson-Flamsteed (Sec. 5.3.1). */
export const SFL: ProjectionOf = () =>
  straightParallels(
    (theta) => theta,
    (y) => (Math.abs(y) <= 90 * unity ? y : null),
    (y) => Math.cos(y * DEGREE),
  )

/** Parabolic (Sec. 5.3.2). */
export const PAR: ProjectionOf = () =>
  straightParallels(
    (theta) => 180 * Math.sin((theta / 3) * DEGREE),
    (y) => (Math.abs(y) <= 90 * unity ? 3 * Math.asin(y / 180) * RADIAN : null),
    (y) => 1 - 4 * (y / 180) ** 2,
  )

/** Mollweide (Sec. 5.3.3). */
export const MOL: ProjectionOf = () =>
  straightParallels(
    (theta) => Math.SQRT2 * RADIAN * Math.sin(auxiliary(theta)),
    (y) => {
      const sine = y / (Math.SQRT2 * RADIAN)
      if (Math.abs(sine) > unity) return null
      const gamma = Math.asin(within(sine))
      return Math.asin(within((2 * gamma + Math.sin(2 * gamma)) / Math.PI)) * RADIAN
    },
    (y) => ((2 * Math.SQRT2) / Math.PI) * Math.sqrt(Math.max(0, 1 - (y / (Math.SQRT2 * RADIAN)) ** 2)),
  )

/** gamma of 2 gamma + sin(2 gamma) = pi sin(theta) (Eq. 101), radians. */
function auxiliary(theta: number): number {
  if (Math.abs(theta) >= 90) return (Math.sign(theta) * Math.PI) / 2
  const wanted = Math.PI * Math.sin(theta * DEGREE)
  let [low, high] = [-Math.PI / 2, Math.PI / 2]
  let gamma = theta * DEGREE
  for (let iteration = 0; iteration < 100; iteration++) {
    const error = 2 * gamma + Math.sin(2 * gamma) - wanted
    if (error < 0) low = gamma
    else high = gamma
    const step = gamma - error / (2 + 2 * Math.cos(2 * gamma))
    const next = step > low && step < high ? step : (low + high) / 2
    if (Math.abs(next - gamma) < 1e-16) return next
    gamma = next
  }
  return gamma
}

/** Hammer-Aitoff (Sec. 5.3.4). */
export const AIT: ProjectionOf = () => ({
  fiducial: [0, 0],
  toPlane(phi, theta) {
    const cosTheta = Math.cos(theta * DEGREE)
    const scale = RADIAN * Math.sqrt(2 / (1 + cosTheta * Math.cos((phi / 2) * DEGREE)))
    return [2 * scale * cosTheta * Math.sin((phi / 2) * DEGREE), scale * Math.sin(theta * DEGREE)]
  },
  toSphere(x, y) {
    const z2 = 1 - (x / (4 * RADIAN)) ** 2 - (y / (2 * RADIAN)) ** 2
    if (z2 < 0.5 - 1e-13) return null
    const z = Math.sqrt(z2)
    return [2 * Math.atan2((z * x) / (2 * RADIAN), 2 * z2 - 1) * RADIAN, Math.asin(within((y * z) / RADIAN)) * RADIAN]
  },
})
