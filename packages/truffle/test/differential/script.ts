import {
  type GeneratedContract,
  type GeneratedFunction,
  generateContract,
} from './contract-source.js'
import type { DescribedValue } from './described-value.js'
import { createRandom, type Random } from './random.js'
import { randomValue } from './random-value.js'

/** One thing that a user's test does with a contract. */
export type Step =
  | {
      readonly do: 'deploy' | 'deployEstimate' | 'deployRequest'
      readonly contract: string
      readonly values: readonly DescribedValue[]
    }
  | {
      readonly do: 'run' | 'call' | 'sendTransaction' | 'estimateGas' | 'request' | 'listen'
      readonly function: string
      readonly values: readonly DescribedValue[]
    }
  | { readonly do: 'instance'; readonly method: string; readonly values: readonly DescribedValue[] }
  | { readonly do: 'member'; readonly member: string }
  | { readonly do: 'use'; readonly contract: string }
  | {
      readonly do: 'class'
      readonly contract: string
      readonly member: string
      readonly values?: readonly DescribedValue[]
    }
  | {
      readonly do: 'set'
      readonly contract: string
      readonly member: string
      readonly value: DescribedValue
    }

/** The steps for the contract of a seed. */
export function generateScript(seed: number): readonly Step[] {
  const contract = generateContract(seed)
  const random = createRandom(seed + 1_000_000)
  return [
    ...preparation,
    ...Array.from({ length: 3 }, () => deployStep(random, contract)),
    { do: 'deploy', contract: 'Gen', values: safeArguments(contract) },
    ...randomSteps(random, contract, 90),
    {
      do: 'set',
      contract: 'Gen',
      member: 'numberFormat',
      value: random.pick(['String', 'BigInt', 'BigNumber']),
    },
    ...randomSteps(random, contract, 25),
    { do: 'set', contract: 'Gen', member: 'numberFormat', value: 'BN' },
    ...failures(random),
    ...special,
    ...conclusion,
  ]
}

/** In wei. */
const moreThanAnybodyHas = '100000000000000000000000000'

const someAddress = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'

const preparation: readonly Step[] = [
  { do: 'class', contract: 'Gen', member: 'network' },
  { do: 'class', contract: 'Gen', member: 'address' },
  { do: 'class', contract: 'Gen', member: 'isDeployed', values: [] },
  { do: 'class', contract: 'Gen', member: 'deployed', values: [] },
  { do: 'class', contract: 'Gen', member: 'at', values: ['0x123'] },
  { do: 'class', contract: 'Gen', member: 'at', values: [someAddress] },
  { do: 'class', contract: 'Gen', member: 'at', values: [{ $undefined: true }] },
  { do: 'class', contract: 'Gen', member: 'defaults', values: [] },
  { do: 'class', contract: 'Gen', member: 'numberFormat' },
  { do: 'class', contract: 'Gen', member: 'autoGas' },
  { do: 'class', contract: 'Gen', member: 'gasMultiplier' },
  { do: 'class', contract: 'Gen', member: 'enums' },
  { do: 'class', contract: 'Gen', member: 'Color' },
  { do: 'class', contract: 'Gen', member: 'schemaVersion' },
  { do: 'class', contract: 'Gen', member: 'hasNetwork', values: [1] },
  { do: 'set', contract: 'Gen', member: 'numberFormat', value: 'Roman' },
  { do: 'set', contract: 'Gen', member: 'metadata', value: 'x' },
  { do: 'set', contract: 'Gen', member: 'address', value: null },
  { do: 'class', contract: 'Gen', member: 'link', values: [5] },
  { do: 'deploy', contract: 'Missing', values: [] },
  { do: 'deploy', contract: 'Gen', values: [] },
  { do: 'deploy', contract: 'Lib', values: [] },
  { do: 'class', contract: 'Gen', member: 'link', values: ['Lib', { $address: 'Lib' }] },
  { do: 'class', contract: 'Gen', member: 'link', values: [{ Lib: { $address: 'Lib' } }] },
  { do: 'class', contract: 'Gen', member: 'link', values: [{ $class: 'Lib' }] },
  { do: 'set', contract: 'Lib', member: 'address', value: { $address: 'Lib' } },
  { do: 'class', contract: 'Gen', member: 'link', values: [{ $class: 'Lib' }] },
  { do: 'class', contract: 'Gen', member: 'links' },
]

/** What is not left to chance: names that an instance has itself, other contracts, and what once differed. */
const special: readonly Step[] = [
  { do: 'call', function: 'over', values: [{ $bn: '5' }, null] },
  { do: 'call', function: 'over', values: [1, 2, null] },
  { do: 'call', function: 'over', values: [1, { $undefined: true }] },
  { do: 'run', function: 'crowd', values: [[[{ $bn: '-1' }, someAddress, true, []]]] },
  { do: 'run', function: 'pair', values: [['0x1122334455667788', null]] },
  { do: 'run', function: 'pair', values: [['0x1122334455667788', { $undefined: true }]] },
  { do: 'run', function: 'set', values: [null] },
  { do: 'run', function: 'set', values: [1, null] },
  { do: 'run', function: 'set', values: [1, { $undefined: true }] },
  { do: 'estimateGas', function: 'set', values: [{ from: 'nobody' }] },
  { do: 'estimateGas', function: 'set', values: ['x', { from: 'nobody' }] },
  { do: 'request', function: 'set', values: ['x', { from: 'nobody' }] },
  { do: 'deployEstimate', contract: 'Picky', values: ['x', { from: 'nobody' }] },
  { do: 'deployEstimate', contract: 'Picky', values: [{ from: 'nobody' }] },
  { do: 'deployRequest', contract: 'Picky', values: ['x', { from: 'nobody' }] },
  { do: 'deploy', contract: 'Picky', values: [7, 8] },
  { do: 'deploy', contract: 'Picky', values: [7, { from: 'nobody' }] },
  { do: 'deploy', contract: 'Picky', values: [7, { value: 1 }] },
  { do: 'deploy', contract: 'Picky', values: [7, { value: 1, gas: 900_000 }] },
  { do: 'deploy', contract: 'Picky', values: [7, { gas: 60_000 }] },
  { do: 'deploy', contract: 'Picky', values: [{ $undefined: true }] },
  { do: 'deploy', contract: 'Picky', values: [null] },
  { do: 'class', contract: 'Gen', member: 'at', values: [{ $address: 'account1' }] },
  { do: 'class', contract: 'Gen', member: 'at', values: [5] },
  { do: 'class', contract: 'Gen', member: 'at', values: [null] },
  { do: 'class', contract: 'Gen', member: 'at', values: [{ $address: 'Gen' }] },
  { do: 'class', contract: 'Gen', member: 'at', values: [`0x${'zz'.repeat(20)}`] },
  {
    do: 'class',
    contract: 'Gen',
    member: 'at',
    values: ['0x5AAEB6053F3E94C9b9A09f33669435E7Ef1BeAed'],
  },
  { do: 'instance', method: 'getPastEvents', values: [] },
  { do: 'instance', method: 'getPastEvents', values: ['Value'] },
  { do: 'instance', method: 'getPastEvents', values: ['Value', null] },
  { do: 'instance', method: 'getPastEvents', values: [null, { fromBlock: 0 }] },
  {
    do: 'instance',
    method: 'getPastEvents',
    values: ['Value', { fromBlock: { $bn: '1' }, toBlock: '0x3' }],
  },
  { do: 'instance', method: 'getPastEvents', values: ['Value', { fromBlock: 'nonsense' }] },
  { do: 'instance', method: 'getPastEvents', values: ['Value', { filter: { who: 'nobody' } }] },
  { do: 'instance', method: 'sendTransaction', values: [] },
  { do: 'instance', method: 'sendTransaction', values: [{ value: 1, gas: 21_000 }] },
  { do: 'instance', method: 'send', values: ['x'] },
  { do: 'instance', method: 'call', values: [] },
  { do: 'instance', method: 'call', values: [{ data: '0x' }, 'pending'] },
  { do: 'instance', method: 'estimateGas', values: [] },
  { do: 'listen', function: 'set', values: [1] },
  { do: 'listen', function: 'set', values: [1, { gas: 21_500 }] },
  { do: 'listen', function: 'fail', values: [0] },
  { do: 'listen', function: 'fail', values: [0, { gas: 100_000 }] },
  { do: 'deploy', contract: 'Plain', values: [5] },
  { do: 'use', contract: 'Plain' },
  { do: 'run', function: 'list', values: [0] },
  { do: 'run', function: 'list', values: [1] },
  { do: 'run', function: 'shares', values: [{ $address: 'account1' }] },
  { do: 'instance', method: 'send', values: [1] },
  { do: 'instance', method: 'sendTransaction', values: [{ data: '0x12345678' }] },
  { do: 'instance', method: 'sendTransaction', values: [{ data: '0x12345678', gas: 90_000 }] },
  { do: 'deploy', contract: 'Names', values: [] },
  { do: 'use', contract: 'Names' },
  ...['methods', 'contractName', 'transactionHash', 'length', 'call', 'send'].map(
    (member): Step => ({ do: 'member', member }),
  ),
  { do: 'instance', method: 'call', values: [5] },
  { do: 'instance', method: 'send', values: [5] },
  { do: 'instance', method: 'estimateGas', values: [{ value: 0 }] },
  { do: 'instance', method: 'sendTransaction', values: [{ value: 0 }] },
  { do: 'instance', method: 'contractName', values: [] },
  { do: 'instance', method: 'toString', values: [] },
  { do: 'instance', method: 'length', values: [] },
  { do: 'instance', method: '_under', values: [1] },
  { do: 'run', function: 'toString()', values: [] },
  { do: 'run', function: 'transactionHash()', values: [] },
  { do: 'use', contract: 'Gen' },
]

const conclusion: readonly Step[] = [
  { do: 'set', contract: 'Gen', member: 'address', value: { $address: 'Gen' } },
  { do: 'class', contract: 'Gen', member: 'deployed', values: [] },
  { do: 'class', contract: 'Gen', member: 'isDeployed', values: [] },
  { do: 'class', contract: 'Gen', member: 'networks' },
  { do: 'class', contract: 'Lib', member: 'networks' },
  { do: 'class', contract: 'Gen', member: 'events' },
  { do: 'class', contract: 'Gen', member: 'abi' },
  ...['contractName', 'contract_name', 'binary', 'unlinked_binary', 'network_id'].map(
    (member): Step => ({ do: 'class', contract: 'Gen', member }),
  ),
  ...['source', 'sourcePath', 'compiler', 'metadata', 'userdoc', 'transactionHash'].map(
    (member): Step => ({ do: 'class', contract: 'Gen', member }),
  ),
  { do: 'class', contract: 'Gen', member: 'hasNetwork', values: [1337] },
  { do: 'class', contract: 'Gen', member: 'toJSON', values: [] },
  { do: 'class', contract: 'Gen', member: 'resetAddress', values: [] },
  { do: 'class', contract: 'Gen', member: 'deployed', values: [] },
  { do: 'class', contract: 'Gen', member: 'detectNetwork', values: [] },
]

/** Arguments of a kind that every constructor takes: those of the same seed without nonsense. */
function safeArguments({ constructorInputs }: GeneratedContract): readonly DescribedValue[] {
  return constructorInputs.map(plainValue)
}

function plainValue(type: GeneratedContract['constructorInputs'][number]): DescribedValue {
  switch (type.kind) {
    case 'array':
      return Array.from({ length: type.length ?? 1 }, () => plainValue(type.item))
    case 'struct':
      return type.fields.map(plainValue)
    case 'string':
      return 'text'
    case 'bytes':
      return '0x1234'
    case 'fixedBytes':
      return `0x${'ab'.repeat(type.size)}`
    case 'address':
      return { $address: 'account1' }
    case 'bool':
      return true
    default:
      return 1
  }
}

function deployStep(random: Random, { constructorInputs }: GeneratedContract): Step {
  const values = constructorInputs.map((type) => randomValue(random, type))
  if (random.chance(0.2)) values.pop()
  if (random.chance(0.3)) values.push(withoutReceiver(randomFields(random)))
  return {
    do: random.pick(['deploy', 'deploy', 'deployEstimate', 'deployRequest'] as const),
    contract: 'Gen',
    values,
  }
}

/** Where a deployment has one, Truffle gives an instance without an address: the guide lists that it fails now. */
function withoutReceiver(fields: DescribedValue): DescribedValue {
  return typeof fields === 'object' && fields !== null && 'to' in fields ? {} : fields
}

function randomSteps(random: Random, contract: GeneratedContract, count: number): readonly Step[] {
  return Array.from({ length: count }, () => randomStep(random, contract))
}

function randomStep(random: Random, contract: GeneratedContract): Step {
  if (random.chance(0.08)) return pastEventsStep(random, contract)
  if (random.chance(0.08)) return rawStep(random)
  const { name, kind, inputs } = random.pick(contract.functions)
  const values = valuesOf(random, inputs)
  const usual = kind === 'call' ? 'call' : 'sendTransaction'
  const doing = random.pick([
    ...(['run', 'run', 'run', usual, 'call', 'estimateGas', 'request'] as const),
    ...(kind === 'transaction' && random.chance(0.1) ? (['listen', 'listen'] as const) : []),
  ])
  return { do: doing, function: name, values }
}

function valuesOf(random: Random, inputs: GeneratedFunction['inputs']): DescribedValue[] {
  const values = inputs.map((type) => randomValue(random, type))
  if (random.chance(0.03)) values.pop()
  if (random.chance(0.03)) values.push(5)
  if (random.chance(0.3)) values.push(randomFields(random))
  if (random.chance(0.08)) values.push(random.pick<DescribedValue>(blocks))
  return values
}

const blocks: readonly DescribedValue[] = [
  ...['latest', 'pending', 'earliest', '0x3', 'genesis', 'nonsense', '0x99999'],
  ...[3, 0, null, { $bn: '4' }],
]

function randomFields(random: Random): DescribedValue {
  return random.pick<DescribedValue>([
    { from: { $address: 'account2' } },
    { from: { $address: 'account2' }, gas: 900_000 },
    { gas: '900000', gasPrice: 20_000_000_000 },
    { value: 3 },
    { value: { $bn: '4' } },
    { value: '0x5', gas: { $bn: '800000' } },
    { gas: 21_000 },
    { from: someAddress },
    { from: 'nobody' },
    { value: '1.5' },
    { value: { $bigNumber: '1000000000000000000' } },
    { maxFeePerGas: 50_000_000_000, maxPriorityFeePerGas: '1000000000' },
    { type: 0, gasPrice: '20000000000' },
    {},
    { unknown: 1 },
    { value: moreThanAnybodyHas },
    { gasPrice: 0 },
    { gasPrice: 1 },
    { maxFeePerGas: 1, maxPriorityFeePerGas: 1 },
    { gasPrice: 2_000_000_000, maxFeePerGas: 3_000_000_000 },
    { gas: { $undefined: true }, from: { $undefined: true } },
    { value: null, gas: null },
    { from: null },
    { gasLimit: 100_000, value: 0 },
    { to: someAddress, value: 0 },
    { data: '0x1234', value: '0' },
    { nonce: 0 },
    { type: '0x1', accessList: [] },
    { type: 2 },
    { overwrite: false },
    { gas: 'x' },
    { gas: 30_000_001 },
    { gas: -1 },
    { value: -1 },
    { value: 1.5 },
    { value: {} },
  ])
}

function pastEventsStep(random: Random, { events }: GeneratedContract): Step {
  const options = random.pick<DescribedValue>([
    {},
    { fromBlock: 0 },
    { fromBlock: 0, toBlock: 'latest' },
    { fromBlock: 0, filter: { who: { $address: 'account2' } } },
    { fromBlock: 'earliest', filter: { to: 5 } },
    { fromBlock: 3, toBlock: 6 },
    { fromBlock: 0, filter: { who: [{ $address: 'account1' }, { $address: 'account2' }] } },
    { fromBlock: 0, filter: { what: 'hello' } },
    { fromBlock: 0, filter: { e0: 1, e1: '0x12' } },
    { fromBlock: 0, topics: [null] },
    { fromBlock: 'pending' },
    { fromBlock: 0, toBlock: 'earliest' },
  ])
  const event = random.chance(0.05) ? 'NoSuchEvent' : random.pick(events)
  return { do: 'instance', method: 'getPastEvents', values: [event, options] }
}

function rawStep(random: Random): Step {
  return random.pick<Step>([
    { do: 'instance', method: 'send', values: [5] },
    { do: 'instance', method: 'send', values: [{ $bn: '6' }, { from: { $address: 'account3' } }] },
    { do: 'instance', method: 'sendTransaction', values: [{ value: 7 }] },
    { do: 'instance', method: 'sendTransaction', values: [{ data: '0x12345678', value: '1' }] },
    { do: 'instance', method: 'sendTransaction', values: [{ data: `0x${'ab'.repeat(50)}` }] },
    { do: 'instance', method: 'call', values: [{ data: '0x3fa4f245' }] },
    { do: 'instance', method: 'call', values: [{ data: `0x${'ab'.repeat(50)}` }] },
    { do: 'instance', method: 'estimateGas', values: [{ value: 1 }] },
  ])
}

/** Every kind of revert, estimated, with gas, and called. */
function failures(random: Random): readonly Step[] {
  const kinds = Array.from({ length: 12 }, (_, kind) => kind)
  const picky = [[1], [1, { gas: 500_000 }], [9], ['x']]
  return [
    ...kinds.flatMap((kind): Step[] => [
      { do: 'run', function: 'fail', values: [kind, { from: { $address: 'account1' } }] },
      { do: 'run', function: 'fail', values: [kind, { gas: random.pick([100_000, 200_000]) }] },
      { do: 'run', function: 'failView', values: [kind] },
      { do: 'estimateGas', function: 'fail', values: [kind] },
    ]),
    ...picky.map((values): Step => ({ do: 'deploy', contract: 'Picky', values })),
  ]
}
