export { exactExp, exactExpm1, exactGamma, exactLnGamma, exactLog, exactLog1p, exactPow } from './exact.ts'
export { fillUniforms, fillUniformsAt, STREAM_KEY_WORDS, streamKey } from './stream.ts'
export type { StreamKey } from './stream.ts'
