/**
 * Columns: typed arrays that own their memory.
 *
 * V8 keeps small typed arrays inside its heap, where optimized code has to look up base, offset and length at every access;
 * memory of its own lies at an address that the code contains. Contents are zero at first.
 */

export function int32(length: number): Int32Array<ArrayBuffer> {
  return new Int32Array(new ArrayBuffer(4 * length))
}

export function float64(length: number): Float64Array<ArrayBuffer> {
  return new Float64Array(new ArrayBuffer(8 * length))
}

export function uint8(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new ArrayBuffer(length))
}

/** A column with one cell for each of `list`. */
export function int32From<T>(list: readonly T[] | ArrayLike<T>, of: (each: T, at: number) => number): Int32Array<ArrayBuffer> {
  return filled(int32(list.length), list, of)
}

export function float64From<T>(list: readonly T[] | ArrayLike<T>, of: (each: T, at: number) => number): Float64Array<ArrayBuffer> {
  return filled(float64(list.length), list, of)
}

export function uint8From<T>(list: readonly T[] | ArrayLike<T>, of: (each: T, at: number) => number): Uint8Array<ArrayBuffer> {
  return filled(uint8(list.length), list, of)
}

function filled<C extends Int32Array | Float64Array | Uint8Array, T>(
  column: C,
  list: ArrayLike<T>,
  of: (each: T, at: number) => number,
): C {
  for (let i = 0; i < list.length; i++) column[i] = of(list[i]!, i)
  return column
}
