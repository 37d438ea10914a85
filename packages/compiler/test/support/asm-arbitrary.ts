import fc from 'fast-check'

/**
 * Texts of asm.js expressions and statements, over integers `a`, `b`, `c` and doubles `x`, `y`. What is
 * stored as a double is not read as an integer: the bits of NaN are nobody's promise.
 */
interface AsmArbitraries {
  readonly integer: fc.Arbitrary<string>
  readonly double: fc.Arbitrary<string>
  readonly statement: fc.Arbitrary<string>
}

const integerLiterals = [
  0, 1, -1, 2, 7, 24, 31, 36, 255, 256, 65_535, 1000, 2_147_483_647, -2_147_483_648,
]
const doubleLiterals = ['0.0', '-0.0', '1.5', '-2.75', '1.0e9', '4294967295.5', '1.0e20', '0.1']

const integerLiteral = fc.constantFrom(...integerLiterals).map(String)
const integerVariable = fc.constantFrom('a', 'b', 'c', 'kept')
const doubleVariable = fc.constantFrom('x', 'y', 'keptDouble')

function joined(
  parts: readonly fc.Arbitrary<string>[],
  join: (...texts: string[]) => string,
): fc.Arbitrary<string> {
  return fc.tuple(...parts).map((texts) => join(...texts))
}

const binaryIntegers = ['+', '-', '&', '|', '^', '<<', '>>', '>>>'] as const
const comparisons = ['<', '<=', '>', '>=', '==', '!='] as const

export const asm: AsmArbitraries = fc.letrec<{
  readonly integer: string
  readonly double: string
  readonly flat: string
  readonly statement: string
}>((tie) => {
  const integer = tie('integer')
  const double = tie('double')
  const flat = tie('flat')
  const literalOr = fc.oneof(integer, integerLiteral)
  return {
    integer: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      integerVariable.map((name) => `(${name}|0)`),
      integerLiteral.map((value) => `(${value}|0)`),
      joined(
        [fc.constantFrom(...binaryIntegers), integer, literalOr],
        (op, l, r) => `(${l}${op}(${r})|0)`,
      ),
      joined([integer, integerLiteral, integerLiteral], (v, l, r) => `(${v}+${l}+${r}|0)`),
      joined(
        [fc.constantFrom(...comparisons), integer, integer],
        (op, l, r) => `(${l}${op}${r}|0)`,
      ),
      joined(
        [fc.constantFrom(...comparisons), integer, integer],
        (op, l, r) => `(${l}>>>0${op}${r}>>>0|0)`,
      ),
      joined([fc.constantFrom(...comparisons), double, double], (op, l, r) => `(${l}${op}${r}|0)`),
      joined(
        [fc.constantFrom('/', '%'), integer, literalOr],
        (op, l, r) => `((${l}${op}(${r}|0))|0)`,
      ),
      joined(
        [fc.constantFrom('/', '%'), integer, integer],
        (op, l, r) => `((${l}>>>0)${op}(${r}>>>0)|0)`,
      ),
      joined([fc.constantFrom('!', '~', '-'), integer], (op, v) => `(${op}${v}|0)`),
      joined([integer, fc.constantFrom('24', '16')], (v, shift) => `(${v}<<${shift}>>${shift})`),
      joined([integer, integer, integer], (test, l, r) => `(${test}?${l}:${r})`),
      joined([integerVariable, integer], (name, v) => `(${name}=${v})`),
      joined(
        [flat, integer],
        (first, v) => `(${/^[a-z]+=[^;]*(?=;$)/.exec(first)?.[0] ?? 'kept=1'},${v})`,
      ),
      joined([fc.constantFrom('i8', 'u8'), integer], (view, v) => `(${view}[(${v}&255)+3>>0]|0)`),
      joined([fc.constantFrom('i16', 'u16'), integer], (view, v) => `(${view}[(${v}&254)+2>>1]|0)`),
      joined([integer], (v) => `(i32[(${v}&252)+4>>2]|0)`),
      joined([integer], (v) => `(i32[${v}&63]|0)`),
      joined(
        [fc.constantFrom('min', 'max', 'imul'), integer, integer],
        (f, l, r) => `(${f}(${l},${r})|0)`,
      ),
      joined([fc.constantFrom('abs', 'clz32'), integer], (f, v) => `(${f}(${v})|0)`),
      double.map((v) => `~~${v}`),
      joined([integer, double], (l, r) => `(helper(${l},${r})|0)`),
      joined([integer, integer], (index, v) => `(table[${index}&3](${v})|0)`),
    ),
    double: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      doubleVariable,
      fc.constantFrom(...doubleLiterals).map((text) => `(${text})`),
      joined(
        [fc.constantFrom('+', '-', '*', '/', '%'), double, double],
        (op, l, r) => `(${l}${op}${r})`,
      ),
      double.map((v) => `(-${v})`),
      integer.map((v) => `(+(${v}|0))`),
      integer.map((v) => `(+(${v}>>>0))`),
      joined([fc.constantFrom('floor', 'ceil', 'sqrt', 'abs'), double], (f, v) => `(+${f}(${v}))`),
      joined(
        [fc.constantFrom('min', 'max', 'pow'), double, double],
        (f, l, r) => `(+${f}(${l},${r}))`,
      ),
      joined([integer], (v) => `(+f64[(${v}&248)+1024>>3])`),
      joined([integer], (v) => `(+f32[(${v}&252)+2048>>2])`),
      joined([integer, double, double], (test, l, r) => `(${test}?${l}:${r})`),
    ),
    flat: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      joined([integerVariable, integer], (name, v) => `${name}=${v};`),
      joined([doubleVariable, double], (name, v) => `${name}=${v};`),
      joined([integer, integer], (at, v) => `i8[${at}&255]=${v};`),
      joined([integer, integer], (at, v) => `i16[(${at}&254)>>1]=${v};`),
      joined([integer, integer], (at, v) => `i32[(${at}&252)+8>>2]=${v};`),
      joined([integer, double], (at, v) => `f64[(${at}&248)+1024>>3]=${v};`),
      joined([integer, double], (at, v) => `f32[(${at}&252)+2048>>2]=${v};`),
      joined([integer, flat], (test, body) => `if(${test})${body}`),
      joined([integer, flat, flat], (test, l, r) => `if(${test}){${l}}else ${r}`),
      joined([flat, integer, flat], (f, test, s) => `do{${f}if(${test})break;${s}}while(0);`),
      joined(
        [integer, flat, flat, flat],
        (v, f, s, r) =>
          `switch(${v}&7){case 0:${f}case 1:case 5:{${s}break}case 3:break;default:${r}}`,
      ),
      joined(
        [integer, flat, flat],
        (v, f, s) => `switch(${v}){case -2:${f}break;case 100000:case 1e3:${s}}`,
      ),
    ),
    // Labels are not declared twice, and loops end.
    statement: fc.oneof(
      flat,
      joined(
        [flat, flat, integer],
        (f, s, test) =>
          `n=0;L:while(1){n=n+1|0;if((n|0)>3)break;${f}do{if(${test})continue L;${s}}while(0);}`,
      ),
      joined([integer, flat], (test, body) => `{M:{${body}if(${test})break M;kept=kept+1|0;}}`),
    ),
  }
})
