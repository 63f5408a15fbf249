import type { Component } from 'vue'
import type { EstimatorKind } from '../../../../src-shared/inpainting/estimator-facts.ts'
import FlowFields from './FlowFields.vue'
import MapFields from './MapFields.vue'
import WienerFields from './WienerFields.vue'

/** The fields of an estimator's settings, for kinds that have any. */
export const estimatorFields: Partial<Record<EstimatorKind, Component>> = {
  wiener: WienerFields,
  map: MapFields,
  flow: FlowFields,
}
