import { activeAbove } from '../../../src-shared/model/active-latents.ts'
import { binMiddles, histogram } from '../../../src-shared/statistics/histogram.ts'
import { decadeRange, roundRange } from '../axis.ts'
import type { Figure } from '../figure.ts'
import { panelSize } from '../figure.ts'
import { linePart } from '../line-figure.ts'
import { type Point } from '../line.ts'
import { page } from '../svg.ts'
import { subjectOf, type Validated } from './validated.ts'

const edges = Array.from({ length: 41 }, (_, i) => -4 + 0.2 * i)

/** KL of the latents, their agreement with the prior, and the patches in the plane of the first two components. */
export async function latentsFigure(validated: Validated): Promise<Figure> {
  const { latents } = validated.results
  const falling = (values: readonly number[]) => values.toSorted((a, b) => b - a)
  const kl = falling(latents.kl)
  const p = latents.pValue.toSorted((a, b) => a - b)
  const rank = (values: readonly number[]) => values.map((value, i): Point => [i + 1, value])
  const means = (await validated.array('latent-mean')) ?? new Float32Array(0)
  const plane = (await validated.array('latent-plane')) ?? new Float32Array(0)
  const middles = binMiddles(edges)
  const density = histogram(means, edges)
  const normal = middles.map((z) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI))
  const dots = Array.from({ length: plane.length / 2 }, (_, i): Point => [plane[2 * i], plane[2 * i + 1]])
  const latent = { label: 'latents, sorted', scale: 'linear', range: [0, latents.count] } as const
  const share = (i: number) => `${(100 * (latents.planeShare[i] ?? 0)).toFixed(0)} %`
  const svg = page([
    linePart(
      [
        {
          title: 'KL of each latent',
          x: latent,
          y: { label: 'mean KL, nats', scale: 'log', range: decadeRange([...kl, activeAbove], 6) },
          lines: [{ name: 'KL', colour: 2, bold: true, points: rank(kl.map((value) => Math.max(value, 1e-12))) }],
          marks: [{ name: `active above ${activeAbove} nats`, colour: 6, stroke: 'dashed', y: activeAbove }],
        },
        {
          title: 'Posterior means of all patches',
          x: { label: 'z', scale: 'linear', range: [edges[0], edges.at(-1)!] },
          y: { label: 'density', scale: 'linear', range: roundRange([...density, ...normal], { from: 0 }) },
          lines: [
            { name: 'posterior means', colour: 2, bold: true, points: middles.map((z, i) => [z, density[i]]) },
            { name: 'prior N(0, 1)', colour: 7, stroke: 'dashed', points: middles.map((z, i) => [z, normal[i]]) },
          ],
        },
        {
          title: 'KS test of each latent against N(0, 1)',
          x: latent,
          y: { label: 'p-value', scale: 'linear', range: [0, 1] },
          lines: [
            { name: 'p-values, sorted', colour: 0, bold: true, points: rank(p) },
            {
              name: 'of the prior itself',
              colour: 7,
              stroke: 'dotted',
              points: [
                [0, 0],
                [latents.count, 1],
              ],
            },
          ],
        },
        {
          title: 'Patches in the plane of the latents',
          x: { label: `first component, ${share(0)}`, scale: 'linear', range: roundRange(dots.map(([x]) => x)) },
          y: { label: `second component, ${share(1)}`, scale: 'linear', range: roundRange(dots.map(([, y]) => y)) },
          lines: [{ name: 'patches', colour: 7, dots: true, points: dots }],
        },
      ],
      { size: panelSize, columns: 2 },
    ),
  ])
  return {
    name: 'latents',
    title: 'Latents',
    caption:
      `Of the ${subjectOf(validated)}: mean KL of each of the ${latents.count} latents (${latents.active} active); the ` +
      'posterior means of all beside the prior; Kolmogorov-Smirnov p-values of one draw from every posterior against ' +
      'N(0, 1), latent by latent, beside those of the prior itself; and the patches along the first two principal ' +
      'components of their posterior means, with the share of the variance.',
    svg,
    numbers: {
      columns: ['latent', 'kl', 'mean', 'variance', 'ks distance', 'p-value'],
      rows: latents.kl.map((value, i) => [
        i,
        value,
        latents.mean[i],
        latents.variance[i],
        latents.distance[i],
        latents.pValue[i],
      ]),
    },
    more: {
      density: { columns: ['z', 'posterior means', 'prior'], rows: middles.map((z, i) => [z, density[i], normal[i]]) },
      plane: {
        columns: ['patch', 'first component', 'second component'],
        rows: dots.map((dot, i) => [validated.patches[i].index, ...dot]),
      },
    },
  }
}
