export * from './dataset-records.ts'
export * from './device-records.ts'
export * from './inpainting-records.ts'
export * from './run-records.ts'
