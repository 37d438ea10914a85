import type BN from 'bn.js'

type Parts = { words: number[] | null; length: number; negative: 0 | 1 }
type ParseBase = (this: BN, text: string, base: number, start: number) => void
type Init = (this: BN & Parts, ...args: unknown[]) => void

/**
 * Lets a class of numbers read what is no number, as bn.js did before 5.2.2: each character counts as far as it is from
 * `0`. Suites hand over functions and fractions without knowing it.
 */
export function readLeniently(numbers: typeof BN): void {
  // web3 has its own function around the class.
  const { prototype } = numbers
  const owner = Object.hasOwn(prototype, '_parseBase')
    ? prototype
    : Object.getPrototypeOf(prototype)
  const strict: ParseBase = Reflect.get(owner, '_parseBase')
  const lenient: ParseBase = function (text, base, start) {
    try {
      strict.call(this, text, base, start)
    } catch {
      Object.assign(this, { words: [0], length: 1 })
      for (const character of text.slice(start)) {
        this.imuln(base)
        this.iaddn(digitOf(character.charCodeAt(0)))
      }
    }
  }
  Reflect.set(owner, '_parseBase', lenient)
  readNothingAsZero(owner)
}

/** Text without a digit, such as `-`, was 0; since 5.2 it is a number that hangs whoever shows it. */
function readNothingAsZero(owner: object): void {
  const init: Init = Reflect.get(owner, '_init')
  const lenient: Init = function (...args) {
    init.apply(this, args)
    if (this.words === null) Object.assign(this, { words: [0], length: 1, negative: 0 })
  }
  Reflect.set(owner, '_init', lenient)
}

function digitOf(code: number): number {
  if (code >= 97) return code - 87
  return code >= 65 ? code - 55 : code - 48
}
