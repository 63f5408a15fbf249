/**
 * Constants of COBE's quadrilateralised spherical cube as published (Calabretta & Greisen 2002, Sec. 5.6.2; Chan &
 * O'Neill 1975, CSC report EPRF 2-75).
 */
const gammaStar = 1.37484847732
const M = 0.004869491981
const Gamma = -0.13161671474
const Omega1 = -0.159596235474
const D = [0.0759196200467, -0.0217762490699]
const C = {
  0: [0.141189631152, -0.281528535557, 0.106959469314],
  1: [0.0809701286525, 0.15384112876],
  2: [-0.178251207466],
}

/** Coordinate on a face from two tangents, the first along it (Eq. 145). */
export function distorted(chi: number, psi: number): number {
  const [a, b] = [chi * chi, psi * psi]
  const series = C[0][0] + C[0][1] * b + C[0][2] * b * b + a * (C[1][0] + C[1][1] * b) + C[2][0] * a * a
  return (
    chi * gammaStar +
    chi * a * (1 - gammaStar) +
    chi * b * (1 - a) * (Gamma + (M - Gamma) * a + (1 - b) * series) +
    chi * a * (1 - a) * (Omega1 - (1 - a) * (D[0] + D[1] * a))
  )
}

/** P_ij by rows of j: coefficients of X^2i Y^2j. */
const P = [
  [-0.27292696, -0.07629969, -0.22797056, 0.54852384, -0.62930065, 0.25795794, 0.02584375],
  [-0.02819452, -0.01471565, 0.48051509, -1.74114454, 1.71547508, -0.53022337],
  [0.2705816, -0.56800938, 0.30803317, 0.98938102, -0.83180469],
  [-0.6044156, 1.50880086, -0.93678576, 0.08693841],
  [0.93412077, -1.4160192, 0.33887446],
  [-0.63915306, 0.52032238],
  [0.14381585],
]

/** Tangent along x from the coordinates on a face, by the published fit (Eq. 147). */
export function undistorted(x: number, y: number): number {
  const [xx, yy] = [x * x, y * y]
  const polynomial = (coefficients: readonly number[], at: number) =>
    coefficients.reduceRight((sum, value) => sum * at + value, 0)
  const sum = polynomial(
    P.map((row) => polynomial(row, xx)),
    yy,
  )
  return x + x * (1 - xx) * sum
}
