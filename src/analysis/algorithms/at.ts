/** The number at an index that is known to be in range: an array access without the compiler's `undefined`. */
export function at(numbers: Int32Array | readonly number[], index: number): number {
  return numbers[index] as number;
}
