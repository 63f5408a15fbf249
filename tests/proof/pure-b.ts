import { seedRandom } from '../../src-shared/random/index.ts'
import { moments } from '../../src-shared/statistics/moments.ts'
import { cutEstimators, cutPolarisation, expectedPowers } from '../shared/statistics/cut-polarisation.ts'

// BB with and without purification, of Gaussian skies with the EE of dust: how much of E is left in it where the sky has
// no B, and whether it is what is expected where B has half the power of E. Patches of 64 px on 8 degrees, cut from skies
// twice as wide.
//   node tests/proof/pure-b.ts [FIELDS] [TAPER]
// TAPER is the length of the C1 taper in degrees; its default here is 1.5, 12 px.
// Prints, for each band, the means over the fields; in brackets their distance from what is expected in standard errors.

const [fields, taper] = [500, 1.5].map((value, i) => Number(process.argv[i + 2] ?? value))
const estimators = cutEstimators(taper)
const columns = ['l', 'EE', 'BB / EE', 'scatter', 'pure BB / EE', 'scatter', 'EE', 'BB', 'pure BB']
const names = ['plain', 'pure'] as const
const measure = (share: number, seed: number) => {
  const random = seedRandom(seed)
  const maps = Array.from({ length: Math.ceil(fields / 2) }, () => cutPolarisation(share, random)).flat()
  const [plain, pure] = names.map((name) => maps.map((map) => estimators[name].spectra(map)))
  return { plain, pure }
}
const [without, half] = [measure(0, 1), measure(0.5, 2)]
const expected = { plain: expectedPowers(estimators.plain, 0.5), pure: expectedPowers(estimators.pure, 0.5) }
process.stdout.write(
  `${fields} fields, taper of ${taper} deg; without B, then with BB / EE = 1/2 over what is expected\n${columns.join('\t')}\n`,
)
estimators.plain.ell.forEach((l, band) => {
  const of = (set: typeof without, kind: (typeof names)[number], mode: 'ee' | 'bb') =>
    moments(set[kind].map((powers) => powers[mode][band]))
  const ee = of(without, 'plain', 'ee').mean
  const left = names.flatMap((kind) => {
    const { mean, variance } = of(without, kind, 'bb')
    return [(mean / ee).toExponential(1), (Math.sqrt(variance) / ee).toExponential(1)]
  })
  const found = ([kind, mode]: readonly [(typeof names)[number], 'ee' | 'bb']) => {
    const { mean, variance, count } = of(half, kind, mode)
    const truth = expected[kind][mode][band]
    return `${(mean / truth).toFixed(3)} (${((mean - truth) / Math.sqrt(variance / count)).toFixed(1)})`
  }
  const ratios = (
    [
      ['plain', 'ee'],
      ['plain', 'bb'],
      ['pure', 'bb'],
    ] as const
  ).map(found)
  process.stdout.write([l, ee.toExponential(2), ...left, ...ratios].join('\t') + '\n')
})
