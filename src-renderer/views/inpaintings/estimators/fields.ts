import type { Component } from 'vue'
import type { EstimatorKind } from '../../../../src-shared/inpainting/estimator-facts.ts'
import MapFields from './MapFields.vue'

/** The fields of an estimator's settings, for kinds that have any. */
export const estimatorFields: Partial<Record<EstimatorKind, Component>> = { map: MapFields }
