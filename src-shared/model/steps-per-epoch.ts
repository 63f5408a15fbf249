/** Optimiser steps per epoch; an incomplete last batch is dropped. @param patches training patches */
export const stepsPerEpoch = (patches: number, batchSize: number): number => Math.floor(patches / batchSize)
