import fc from 'fast-check'

/** Where {@link program}s find contracts to call: one of them is not there. */
export const callees: readonly bigint[] = [0xc0den, 0xca11n, 0x4n, 0xdeadn]

const boundaries = [
  ...[0n, 1n, 2n, 3n, 4n, 31n, 32n, 33n, 63n, 64n, 255n, 256n, 257n, 1023n, 1024n],
  ...[2n ** 31n - 1n, 2n ** 32n, 2n ** 63n, 2n ** 64n - 1n, 2n ** 64n, 2n ** 128n, 2n ** 160n],
  ...[2n ** 255n - 1n, 2n ** 255n, 2n ** 256n - 32n, 2n ** 256n - 1n],
]

const word: fc.Arbitrary<bigint> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...boundaries) },
  { weight: 2, arbitrary: fc.bigInt(0n, 2n ** 256n - 1n) },
  { weight: 3, arbitrary: fc.bigInt(0n, 300n) },
)
const small = fc.bigInt(0n, 100n)
const slot = fc.bigInt(0n, 2n)
const gas = fc.constantFrom(0n, 700n, 2300n, 30_000n, 2n ** 64n)
const callee = fc.constantFrom(...callees)

/** An instruction after what it takes has been pushed, the top of the stack last. */
function applied(opcode: number, ...inputs: fc.Arbitrary<bigint>[]): fc.Arbitrary<number[]> {
  return fc
    .tuple(...inputs.toReversed())
    .map((words) => [...words.flatMap((value) => push(value)), opcode])
}

function push(value: bigint): number[] {
  const digits = value.toString(16)
  const bytes = [...Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex')]
  return [0x5f + bytes.length, ...bytes]
}

const calculations = [1, 2, 3, 4, 5, 6, 7, 10, 11, 16, 17, 18, 19, 20, 22, 23, 24, 26, 27, 28, 29]
const environment = [0x30, 0x32, 0x33, 0x34, 0x36, 0x38, 0x3a, 0x3d, 0x41, 0x42, 0x43, 0x44, 0x45]

const step: fc.Arbitrary<number[]> = fc.oneof(
  { weight: 8, arbitrary: word.map(push) },
  { weight: 8, arbitrary: fc.constantFrom(...calculations).chain((op) => applied(op, word, word)) },
  { weight: 2, arbitrary: fc.constantFrom(8, 9).chain((op) => applied(op, word, word, word)) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(0x15, 0x19, 0x1e, 0x35).chain((op) => applied(op, word)),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(...environment, 0x46, 0x47, 0x48, 0x4a).map((op) => [op]),
  },
  { weight: 4, arbitrary: fc.constantFrom(0x58, 0x59, 0x5a, 0x5b, 0x3d, 0x50).map((op) => [op]) },
  { weight: 6, arbitrary: fc.integer({ min: 0x80, max: 0x9f }).map((op) => [op]) },
  { weight: 4, arbitrary: fc.constantFrom(0x52, 0x53).chain((op) => applied(op, small, word)) },
  { weight: 4, arbitrary: fc.oneof(applied(0x51, small), applied(0x20, small, small)) },
  { weight: 4, arbitrary: fc.constantFrom(0x37, 0x39, 0x3e, 0x5e).chain(copied) },
  { weight: 1, arbitrary: fc.constantFrom(0x37, 0x39, 0x3e, 0x5e, 0x51, 0x52, 0x20).chain(wild) },
  { weight: 6, arbitrary: applied(0x55, slot, slot) },
  { weight: 4, arbitrary: applied(0x54, slot) },
  { weight: 2, arbitrary: fc.oneof(applied(0x5d, slot, word), applied(0x5c, slot)) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 4 }).chain(logged) },
  { weight: 3, arbitrary: fc.constantFrom(0x31, 0x3b, 0x3f).chain((op) => applied(op, callee)) },
  { weight: 3, arbitrary: fc.constantFrom(0xf1, 0xf2).chain(calledWithValue) },
  { weight: 3, arbitrary: fc.constantFrom(0xf4, 0xfa).chain(called) },
  { weight: 1, arbitrary: applied(0xf0, slot, small, small) },
  { weight: 1, arbitrary: fc.constantFrom(0xf3, 0xfd).chain((op) => applied(op, small, small)) },
  { weight: 2, arbitrary: fc.constantFrom(0x56, 0x57).chain((op) => applied(op, small, slot)) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 255 }).map((op) => [op]) },
  { weight: 1, arbitrary: applied(0xff, callee) },
)

function copied(opcode: number): fc.Arbitrary<number[]> {
  return applied(opcode, small, small, small)
}

function wild(opcode: number): fc.Arbitrary<number[]> {
  return applied(opcode, word, word, word)
}

function logged(topics: number): fc.Arbitrary<number[]> {
  return applied(0xa0 + topics, small, small, ...Array.from({ length: topics }, () => word))
}

function called(opcode: number): fc.Arbitrary<number[]> {
  return applied(opcode, gas, callee, small, small, small, small)
}

function calledWithValue(opcode: number): fc.Arbitrary<number[]> {
  return applied(opcode, gas, callee, fc.constantFrom(0n, 0n, 1n), small, small, small, small)
}

const forward = fc.nat(30).map((distance) => [0x60, distance, 0x58, 0x01, 0x56])
const flood = fc.constantFrom([0x5b, 0x60, 1, 0x60, 0, 0x56], [0x5b, 0x5a, 0x60, 0, 0x56])

/** Code that does most of what code does, and often enough does it wrongly. */
export const program: fc.Arbitrary<Uint8Array> = fc
  .oneof(
    { weight: 40, arbitrary: fc.array(step, { minLength: 1, maxLength: 40 }) },
    { weight: 4, arbitrary: fc.array(fc.oneof(step, forward), { maxLength: 60 }) },
    { weight: 1, arbitrary: flood.map((bytes) => [bytes]) },
    { weight: 3, arbitrary: fc.array(fc.nat(255), { maxLength: 80 }).map((bytes) => [bytes]) },
  )
  .map((steps) => Uint8Array.from(steps.flat()))
