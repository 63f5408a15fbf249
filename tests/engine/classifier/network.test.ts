import { expect, test } from 'vitest'
import { compileClassifier } from '../../../src-main/engine/classifier/classifier.ts'
import { classifierWeights, crossEntropy, depthFor } from '../../../src-main/engine/classifier/network.ts'
import { tensorflow } from '../../../src-main/engine/runtime/tensorflow.ts'
import { noisePatches, size } from './made-sets.ts'

test('patches are halved down to about eight pixels, at least twice', () => {
  expect([8, 16, 32, 64, 100, 128, 256, 512].map(depthFor)).toEqual([2, 2, 2, 3, 4, 4, 5, 5])
  const parameters = classifierWeights(64)
    .filter(({ trainable }) => trainable)
    .reduce((sum, { shape }) => sum + shape.reduce((product, length) => product * length, 1), 0)
  // Three kernels with bias, gamma and beta, and 64 features with a bias.
  expect(parameters).toBe(9 * (16 + 16 * 32 + 32 * 64) + 3 * (16 + 32 + 64) + 65)
})

test('the cross entropy is that of its definition, also far out', () => {
  const { tf } = tensorflow()
  const value = (odds: number, label: number) => crossEntropy(tf.tensor1d([odds]), tf.tensor1d([label])).dataSync()[0]
  expect(value(0, 1)).toBeCloseTo(Math.LN2, 6)
  expect(value(1.5, 0)).toBeCloseTo(Math.log(1 + Math.exp(1.5)), 6)
  expect(value(-2, 1)).toBeCloseTo(Math.log(1 + Math.exp(2)), 6)
  expect(value(200, 0)).toBeCloseTo(200, 4)
  expect(value(200, 1)).toBeCloseTo(0, 6)
})

test('a restarted classifier has forgotten what it learnt, with Adam’s moments', () => {
  const classifier = compileClassifier(size, 4)
  const patches = noisePatches(4, 1)
  const labels = Float32Array.of(0, 1, 0, 1)
  const losses = () => [1, 2, 3].map(() => classifier.step(patches, labels, 0.01))
  classifier.restart(3)
  const first = losses()
  const odds = classifier.odds(patches)
  classifier.restart(4)
  expect(losses()).not.toEqual(first)
  classifier.restart(3)
  expect(losses()).toEqual(first)
  expect(classifier.odds(patches)).toEqual(odds)
  expect(first[2]).toBeLessThan(first[0])
  classifier.free()
})
