/**
 * Matern's correlation of order 5/2 at a distance r in length scales: (1 + s + s^2 / 3) exp(-s) with s = sqrt(5) r
 * (Rasmussen & Williams 2006, Eq. 4.17).
 * @returns `value`, and `slope`, its derivative by r over r, which has no pole at 0: -5/3 (1 + s) exp(-s)
 */
export function matern52(r: number): { value: number; slope: number } {
  const s = Math.sqrt(5) * r
  const decay = Math.exp(-s)
  return { value: (1 + s + (s * s) / 3) * decay, slope: (-5 / 3) * (1 + s) * decay }
}
