import type { RpcMethod } from '../../../../src/internal/rpc/method.js'
import { registry } from '../../../../src/internal/rpc/registry.js'
import type { FuzzRandom } from './fuzz-random.js'
import { anyValue, junkValues, paramsFor } from './values.js'

/** Methods that wait for something that fuzzing does not bring about. */
const waiting = new Set(['eth_sendRawTransactionSync', 'eth_sendTransactionSync'])
const methods: readonly (readonly [string, RpcMethod])[] = [...registry]

/** Every method with each sort of junk in each of its places; all methods with the first sort first. */
export function* junkForEveryMethod(): Generator<string> {
  for (const junk of junkValues) {
    for (const [method, { params }] of methods) {
      yield JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: junk })
      for (let place = 0; place < Math.min(params.length, 3); place++) {
        if (waiting.has(method) && junk !== null) continue
        const given = Array.from({ length: place + 1 }, () => junk)
        yield JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: given })
      }
    }
  }
}

/** A request for a method that there is, or nearly is. */
export function anyRequest(random: FuzzRandom): unknown {
  const [name, { params }] = random.pick(methods)
  const method = random.chance(4)
    ? random.pick([`${name}x`, name.toUpperCase(), '', name.slice(4)])
    : name
  return {
    jsonrpc: random.chance(97) ? '2.0' : random.pick(junkValues),
    id: random.chance(90) ? random.below(1_000) : random.pick(junkValues),
    method: random.chance(98) ? method : random.pick(junkValues),
    params: harmless(name, paramsFor(random, params)),
  }
}

/** Fuzzing neither asks other machines nor mines for a day, and needs the accounts afterwards. */
function harmless(method: string, params: unknown): unknown {
  if (waiting.has(method) || method === 'evm_removeAccount') return []
  const text = JSON.stringify(params) ?? ''
  const isLong = /[mM]ine/.test(method) && /0x[0-9a-f]{3,}|[0-9]{4,}/.test(text)
  return isLong || text.includes('http') ? [] : params
}

/** The text of a request or batch, as a rule damaged. */
export function anyText(random: FuzzRandom): string {
  const text = random.chance(80)
    ? JSON.stringify(anyRequest(random))
    : JSON.stringify(random.some(random.chance(5) ? 1_001 : 8, () => anyRequest(random)))
  return random.chance(50) ? text : damaged(random, text)
}

const inserts = [
  ...['\u0000', '\ud800', '\udc00', '\ufeff', '"', '\\', '\\u', '{', '}', '[', ']', ',', ':', '//'],
  ...['\n', '\r\n', '\t', '1e999', '-', 'NaN', 'Infinity', '\\ud800', '"id":1,', '\u2028', "'"],
]

function damaged(random: FuzzRandom, text: string): string {
  const at = random.below(text.length + 1)
  switch (random.below(7)) {
    case 0:
      return text.slice(0, at)
    case 1:
      return text.slice(at)
    case 2:
      return `${text.slice(0, at)}${random.pick(inserts)}${text.slice(at)}`
    case 3:
      return `${text.slice(0, at)}${text.slice(at + 1 + random.below(5))}`
    case 4:
      return `{"id":2,"method":5,"params":{},${text.slice(1)}`
    case 5: {
      const depth = 1 + random.below(3_000)
      return `${random.pick(['[', '{"a":'] as const).repeat(depth)}${text}`
    }
    default:
      return `${text}${random.pick(inserts)}${JSON.stringify(anyValue(random))}`
  }
}
