// What the translator asks of JavaScript.

/** Ends the translation: at this place of the script is something that the translator does not know. */
@external('host', 'unsupported')
declare function hostUnsupported(at: usize): void

/** The value of a literal with a dot or an exponent, as JavaScript reads it. */
@external('host', 'parseNumber')
export declare function parseNumber(start: usize, length: i32): f64

/** Does not return. */
export function unsupported(at: usize): void {
  hostUnsupported(at)
  unreachable()
}
