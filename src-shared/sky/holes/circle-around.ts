import { dot, type Vector } from '../frames.ts'
import type { SkyCircle } from '../sky-circle.ts'

/** Angle between two unit vectors in radians, exact for small ones. */
export const angleBetween = (a: Vector, b: Vector): number => {
  const cross = Math.hypot(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])
  return Math.atan2(cross, dot(a, b))
}

/** Steps towards the farthest point, fewer of very many: they leave the circle within some thousandths of the smallest. */
const stepsFor = (count: number) => (count === 1 ? 1 : Math.max(20, Math.min(400, Math.floor(4e6 / count))))

/**
 * A circle around directions that lie within a hemisphere, nearly the smallest: the centre moves towards the farthest,
 * by ever smaller steps (Badoiu & Clarkson 2003, core-sets for balls).
 * @param axes at least one unit vector, in any frame; the centre is in the same
 */
export function circleAround(axes: readonly Vector[]): SkyCircle {
  let centre = unit(axes.reduce(([x, y, z], [a, b, c]): Vector => [x + a, y + b, z + c], [0, 0, 0]))
  let best = { centre, radius: Infinity }
  for (let step = 1; step <= stepsFor(axes.length); step++) {
    let [farthest, radius] = [axes[0], -1]
    for (const axis of axes) {
      const angle = angleBetween(centre, axis)
      if (angle > radius) [farthest, radius] = [axis, angle]
    }
    if (radius < best.radius) best = { centre, radius }
    const share = 1 / (step + 1)
    const [x, y, z] = centre
    centre = unit([x + share * (farthest[0] - x), y + share * (farthest[1] - y), z + share * (farthest[2] - z)])
  }
  return best
}

function unit([x, y, z]: Vector): Vector {
  const length = Math.hypot(x, y, z)
  return [x / length, y / length, z / length]
}
