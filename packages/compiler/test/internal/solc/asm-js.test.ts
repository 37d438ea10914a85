import { expect } from 'chai'
import fc from 'fast-check'
import { asm } from '../../support/asm-arbitrary.js'
import { type AsmInstance, asScript, asWasm, moduleText } from '../../support/asm-js.js'

const helpers = [
  'function helper(a,x){a=a|0;x=+x;i32[16>>2]=a;return ~~x+a|0}',
  'function t0(a){a=a|0;return a|0}function t1(a){a=a|0;return a*3|0}',
  'function t2(a){a=a|0;return ~a|0}function t3(a){a=a|0;kept=a;return kept^a|0}',
].join('')
const table = 'var table=[t0,t1,t2,t3];'

function both(text: string, given: Record<string, unknown> = {}): readonly AsmInstance[] {
  const translated = asWasm(text, given)
  if (translated === undefined) throw new Error(`not translated: ${text}`)
  return [asScript(text, given), translated]
}

/** What a function gives and leaves, both ways; integers and doubles alike. */
function outcomes(
  text: string,
  args: readonly number[],
  given: Record<string, unknown> = {},
): unknown[] {
  return both(text, given).map(({ call, heap }) => [
    call('f', ...args),
    call('f', ...args),
    heap.slice(0, 512),
    new Float64Array(heap.buffer, 1024, 64),
    new Float32Array(heap.buffer, 2048, 128),
  ])
}

function expectSame(functions: string, ...args: number[]): void {
  const text = moduleText(`${helpers}${functions}`, ['f'], table)
  const [expected, actual] = outcomes(text, args)
  expect(actual, text).to.deep.equal(expected)
}

const edges = [0, 1, -1, 2, -2, 31, 2 ** 31 - 1, -(2 ** 31)]

describe('translateAsm', function () {
  this.timeout(60_000)

  it('computes what JavaScript computes', () => {
    const functions = fc.tuple(fc.array(asm.statement, { maxLength: 6 }), asm.integer)
    const int = fc.oneof(fc.constantFrom(...edges), fc.integer())
    const property = fc.property(
      functions,
      int,
      int,
      fc.double(),
      ([statements, result], a, b, x) => {
        const body = `a=a|0;b=b|0;x=+x;var c=5,n=0,y=-1.25;${statements.join('')}return ${result}|0`
        expectSame(`function f(a,b,x){${body}}`, a, b, x)
      },
    )
    fc.assert(property, { numRuns: 400 })
  })

  it('computes what JavaScript computes with doubles', () => {
    const property = fc.property(asm.double, fc.double(), fc.double(), (result, x, y) => {
      expectSame(`function f(x,y){x=+x;y=+y;var a=3,b=-7,c=0;return +${result}}`, x, y)
    })
    fc.assert(property, { numRuns: 300 })
  })

  for (const [operation, text] of [
    ['division', '(a|0)/(b|0)|0'],
    ['unsigned division', '(a>>>0)/(b>>>0)|0'],
    ['remainder', '(a|0)%(b|0)|0'],
    ['unsigned remainder', '(a>>>0)%(b>>>0)|0'],
  ] as const) {
    it(`does not trap in a ${operation} at the edges`, () => {
      for (const a of edges) {
        for (const b of edges) expectSame(`function f(a,b){a=a|0;b=b|0;return ${text}}`, a, b)
      }
    })
  }

  it('makes integers of doubles of any size', () => {
    const doubles = [
      0.9,
      -0.9,
      2 ** 31,
      -(2 ** 31) - 1,
      2 ** 32 + 5,
      2 ** 53 - 1,
      2 ** 63,
      1e300,
      Number.NaN,
      -Infinity,
    ]
    for (const x of doubles) expectSame('function f(x){x=+x;return ~~x|0}', x)
  })

  it('keeps most of very many locals in memory, each call its own', () => {
    const names = Array.from({ length: 1500 }, (_, index) => `v${index}`)
    const body = [
      `a=a|0;var ${names.map((name, index) => `${name}=${index % 3}`).join(',')};`,
      ...names.map((name, index) => `${name}=(${name}+a|0)+${index}|0;`),
      'if((a|0)>0)v1400=f(a-1|0)|0;',
      `return ${names.map((name) => `(${name}|0)`).reduce((sum, name) => `(${sum}^${name})`)}|0`,
    ]
    const text = moduleText(`function f(a){${body.join('')}}`, ['f'])
    const [expected, actual] = both(text).map(({ call }) => [
      call('f', 0),
      call('f', 3),
      call('stackSave'),
    ])
    expect(actual).to.deep.equal(expected)
  })

  it('catches what is thrown as a number, and restores the stack', () => {
    const text = moduleText(
      'function f(a){a=a|0;var b=0;sp=sp+16|0;kept=0;b=invoke_ii(a|0,a|0)|0;return (kept*1000|0)+(b+sp|0)|0}' +
        'function t0(a){a=a|0;sp=sp+64|0;fail(a|0);return 5}function t1(a){a=a|0;return a+40|0}' +
        'function dynCall_ii(a,b){a=a|0;b=b|0;return table[a&1](b|0)|0}',
      ['f', 'dynCall_ii'],
      'var table=[t0,t1];',
    )
    const [expected, actual] = both(text).map(({ call }) => [
      call('f', 0),
      call('f', 1),
      call('f', 2),
    ])
    expect(actual).to.deep.equal(expected)
  })

  it('lets through what is thrown otherwise', () => {
    const text = moduleText(
      'function f(a){a=a|0;invoke_v(0);return kept|0}function t0(){fail(1)}' +
        'function dynCall_v(a){a=a|0;table[a&0]()}',
      ['f', 'dynCall_v'],
      'var table=[t0];',
    )
    const fail = (): never => {
      throw new RangeError('aborted')
    }
    for (const { call } of both(text, { fail })) {
      expect(() => call('f', 0)).to.throw(RangeError, 'aborted')
      expect(call('stackSave')).to.equal(32_768)
    }
  })

  it('imports a function once for each way it is called', () => {
    const seen: number[][] = []
    const note = (...args: number[]): number => seen.push(args)
    const text = moduleText(
      'function f(a){a=a|0;note(a|0);note(a|0,1.5);a=note(a|0)|0;return ~~+note(a|0)|0}',
      ['f'],
    )
    const [expected, actual] = both(text, { note }).map(({ call }) => {
      seen.length = 0
      return [call('f', 7), ...seen]
    })
    expect(actual).to.deep.equal(expected)
  })

  for (const [what, functions] of [
    ['another statement', 'function f(){for(;;){}}'],
    ['a result of two types', 'function f(a){a=a|0;if(a)return 1;return 1.5}'],
    ['a function that is not defined', 'function f(){g()}'],
    ['results taken as two types', 'function g(){return 1}function f(){return +g()}'],
    ['a text', 'function f(){return "a"}'],
  ] as const) {
    it(`leaves ${what} to JavaScript`, () => {
      expect(asWasm(moduleText(functions, ['f']))).to.equal(undefined)
    })
  }

  it('leaves any damaged script to JavaScript', () => {
    const text = moduleText(
      `${helpers}function f(a){a=a|0;switch(a|0){case 1:a=2;default:}return a|0}`,
      ['f'],
      table,
    )
    const property = fc.property(
      fc.nat(text.length),
      fc.nat(40),
      fc.string(),
      (at, length, other) => {
        const damaged = text.slice(0, at) + other + text.slice(at + length)
        try {
          asWasm(damaged)
        } catch (error) {
          // Refused by V8, or for want of an import: the compiler is then loaded as it is.
          expect(String(error)).to.match(/WebAssembly/)
        }
      },
    )
    fc.assert(property, { numRuns: 300 })
  })
})
