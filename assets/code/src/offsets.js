// Offsets: the server counts Unicode scalar values, JavaScript counts UTF-16 code units.

/** A text, with the offsets of its characters outside the Basic Multilingual Plane, which take two code units. */
export class Offsets {
  constructor(text) {
    this.text = text;
    this.pairs = [];
    for (let at = 0; at + 1 < text.length; at += 1) {
      if (text.codePointAt(at) > 0xffff) {
        this.pairs.push(at);
        at += 1;
      }
    }
    this.scalars = text.length - this.pairs.length;
  }

  /** The number of scalar values before this code unit; inside a pair, those before the pair. */
  toScalar(unit) {
    const before = lowest(this.pairs.length, (index) => this.pairs[index] >= unit);
    return unit - before;
  }

  /** The code unit at which this scalar value begins. */
  toUnit(scalar) {
    const before = lowest(this.pairs.length, (index) => this.pairs[index] - index >= scalar);
    return scalar + before;
  }
}

/** The lowest number below `end` for which `is` holds, or `end`; once it holds, it must hold for all that follow. */
export function lowest(end, is) {
  let [low, high] = [0, end];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (is(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
