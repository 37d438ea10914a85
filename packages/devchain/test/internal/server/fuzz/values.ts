import type { Param } from '../../../../src/internal/rpc/method.js'
import type { FuzzRandom } from './fuzz-random.js'

const address = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'

/** Values that no parameter, or only some, can take: one of each sort. */
export const junkValues: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1.5, 1e308, 2 ** 53, -0, '', ' ', 'x', '0x', '0X1', '0x0', '-0x1'],
  ...['0xzz', '0x1g', 'latest', 'pending', '__proto__', 'constructor', 'toString', '\u0000'],
  ...['\ud800', '\udfff\ud800', '𝒳', '\u202e', '\ufeff', '1e3', 'NaN', 'null', '{}', "'", '`'],
  ...[
    `0x${'f'.repeat(64)}`,
    `0x${'f'.repeat(65)}`,
    `0x${'0'.repeat(400)}1`,
    `0x${'ab'.repeat(400)}`,
  ],
  ...[
    address,
    address.toUpperCase(),
    `0x${'00'.repeat(20)}`,
    `0x${'00'.repeat(31)}01`,
    '9'.repeat(90),
  ],
  ...[
    [],
    [[]],
    [null],
    [[[]], {}],
    {},
    { '': 1 },
    { __proto__: null },
    { toString: 1, valueOf: 2 },
  ],
  ...[
    { from: 1 },
    { to: [] },
    { address: {} },
    { topics: [[[[]]]] },
    { length: -1 },
    { blockHash: 5 },
  ],
  ...['x'.repeat(5_000), '\\', '"', '</script>', '\u001b[31m', '%s%n', '../../etc/passwd'],
]

const keys = [
  ...[
    'from',
    'to',
    'gas',
    'gasPrice',
    'value',
    'data',
    'input',
    'nonce',
    'type',
    'accessList',
    'chainId',
  ],
  ...['maxFeePerGas', 'maxPriorityFeePerGas', 'authorizationList', 'blobVersionedHashes', 'blobs'],
  ...['fromBlock', 'toBlock', 'topics', 'address', 'blockHash', 'blockNumber', 'requireCanonical'],
  ...['balance', 'code', 'state', 'stateDiff', 'timestamp', 'blocks', 'tracer', 'tracerConfig'],
  ...['types', 'primaryType', 'domain', 'message', '__proto__', 'constructor', 'toJSON', ''],
]

/** Any JSON value, objects with the keys that methods look for. */
export function anyValue(random: FuzzRandom, depth = 0): unknown {
  const sort = random.below(depth > 3 ? 3 : 5)
  if (sort === 0) return random.pick(junkValues)
  if (sort === 1) return quantity(random)
  if (sort === 2) return random.hex(70)
  if (sort === 3) return random.some(4, () => anyValue(random, depth + 1))
  return Object.fromEntries(
    random.some(5, () => [random.pick(keys), anyValue(random, depth + 1)] as const),
  )
}

function quantity(random: FuzzRandom): string {
  const bits = random.pick([3, 8, 16, 32, 63, 64, 65, 160, 256, 260])
  let value = 0n
  for (let bit = 0; bit < bits; bit += 16) value = (value << 16n) | BigInt(random.below(65_536))
  return `0x${(value & ((1n << BigInt(bits)) - 1n)).toString(16)}`
}

const addresses = [
  address,
  `0x${'00'.repeat(20)}`,
  `0x${'00'.repeat(19)}01`,
  `0x${'00'.repeat(19)}09`,
  `0x${'ff'.repeat(20)}`,
  '0x4e59b44847b379578588920ca78fbf26c0b4956c',
]
const blocks = ['latest', 'pending', 'earliest', 'safe', 'finalized', '0x0', '0x1', '0xffff']

/** Code that starts, and comes to an end: how long endless code may run is tested elsewhere. */
const programs = [
  '0x',
  '0x00',
  '0xfe',
  '0x5f5ffd',
  '0x3d5f5f3e3d5ffd',
  '0x60ff60005260206000f3',
  '0x5f5fa0',
]

function transaction(random: FuzzRandom): unknown {
  const fields: readonly (readonly [string, () => unknown])[] = [
    ['from', () => random.pick(addresses)],
    ['to', () => random.pick(addresses)],
    ['gas', () => random.pick(['0x5208', '0x186a0', '0x1c9c380', quantity(random)])],
    ['value', () => random.pick(['0x0', '0x1', quantity(random)])],
    ['data', () => random.pick([...programs, random.hex(100)])],
    ['type', () => random.pick(['0x0', '0x1', '0x2', '0x3', '0x4', '0x5', quantity(random)])],
    ['nonce', () => random.pick(['0x0', '0x1', quantity(random)])],
    ['maxFeePerGas', () => random.pick(['0x77359400', quantity(random)])],
    ['gasPrice', () => random.pick(['0x77359400', quantity(random)])],
    ['accessList', () => anyValue(random)],
    ['authorizationList', () => anyValue(random)],
  ]
  const given = fields.filter(([name]) => random.chance(name === 'from' ? 90 : 35))
  return Object.fromEntries(given.map(([name, make]) => [name, make()]))
}

function logFilter(random: FuzzRandom): unknown {
  const hash = `0x${'ab'.repeat(32)}`
  return {
    ...(random.chance(40) ? { fromBlock: random.pick(blocks) } : {}),
    ...(random.chance(40) ? { toBlock: random.pick(blocks) } : {}),
    ...(random.chance(30) ? { address: random.some(3, () => random.pick(addresses)) } : {}),
    ...(random.chance(30)
      ? { topics: random.some(4, () => random.pick([null, hash, [hash]])) }
      : {}),
    ...(random.chance(10) ? { blockHash: hash } : {}),
  }
}

const small = ['0x0', '0x1', '0x5', 1, 2, '3']

/** Parameters by their name, near to what they have to be. */
const makers: Readonly<Record<string, (random: FuzzRandom) => unknown>> = {
  address: (random) => random.pick(addresses),
  block: (random) => random.pick(blocks),
  transaction,
  filter: logFilter,
  options: (random) => (random.chance(50) ? logFilter(random) : anyValue(random)),
  count: (random) => random.pick(small),
  interval: (random) => random.pick(small),
  seconds: (random) => random.pick([...small, quantity(random)]),
  code: (random) => random.pick(programs),
  data: (random) => random.hex(100),
  enabled: (random) => random.chance(50),
  filterId: (random) => random.pick(['0x1', '0x2', '0x10']),
  kind: (random) => random.pick(['newHeads', 'logs', 'newPendingTransactions', 'syncing']),
  index: (random) => random.pick(small),
  blockCount: (random) => random.pick([...small, '0x400']),
  // Nobody waits for a transaction that is never mined.
  timeoutMs: (random) => random.pick([0, 1, 5]),
}

/** Parameters of a method: mostly of the right sort, sometimes anything. */
export function paramsFor(random: FuzzRandom, params: readonly Param<unknown>[]): unknown {
  if (random.chance(3)) return random.pick(junkValues)
  const length = random.chance(80) ? params.length : random.below(params.length + 2)
  return Array.from({ length }, (_, index) => {
    const param = params[index]
    const make = param === undefined || random.chance(25) ? undefined : makers[param.name]
    return make === undefined ? anyValue(random) : make(random)
  })
}
