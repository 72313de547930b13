/** Speed: the models that engines are compared on, yardsticks written by hand, and the peers that a user would pick instead. */
export { benchmarkOf, benchmarks } from './benchmark.ts'
export type { Benchmark } from './benchmark.ts'
export { measure } from './measure.ts'
export type { MeasureOptions } from './measure.ts'
export { medianOf } from './speed.ts'
export type { Median, Speed } from './speed.ts'
export { findPeer, runPeer } from './peer.ts'
export type { Peer, PeerSpeed } from './peer.ts'
