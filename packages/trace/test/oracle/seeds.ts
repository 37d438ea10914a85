import fc from 'fast-check'

/** What a program is written by. */
export const programNumbers: fc.Arbitrary<number[]> = fc.array(fc.nat(2 ** 30), {
  minLength: 60,
  maxLength: 60,
})
