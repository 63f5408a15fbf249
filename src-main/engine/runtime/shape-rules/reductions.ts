import { INT32 } from '../graph-node.ts'
import { attribute, axisOf, forAll, type ShapeRule } from './operation.ts'

/** Removes the axes named by input 1, or keeps them with length 1. */
const reduced: ShapeRule = (operation) => {
  const [{ shape, dtype }] = operation.inputs
  const axes = new Set(operation.values(1).map((axis) => axisOf(axis, shape.length)))
  const keep = attribute<boolean>(operation, 'keep_dims') ?? false
  return [{ shape: shape.flatMap((length, i) => (!axes.has(i) ? [length] : keep ? [1] : [])), dtype }]
}

/** Ops that reduce many numbers to one. */
export const reductions: Readonly<Record<string, ShapeRule>> = {
  ...forAll('Sum Mean Prod Max Min Any All EuclideanNorm', reduced),
  ...forAll('ArgMax ArgMin', (operation) => [
    { ...reduced(operation)[0], dtype: attribute<number>(operation, 'output_type') ?? INT32 },
  ]),
}
