/** The fields of a genesis config for the forks that come at a block, in their order. */
const blockFields: readonly (readonly [network: string, fields: readonly string[]])[] = [
  ['Homestead', ['homesteadBlock']],
  ['EIP150', ['eip150Block']],
  ['EIP158', ['eip155Block', 'eip158Block']],
  ['Byzantium', ['byzantiumBlock']],
  ['Constantinople', ['constantinopleBlock']],
  ['ConstantinopleFix', ['petersburgBlock']],
  ['Istanbul', ['istanbulBlock']],
  ['MuirGlacier', ['muirGlacierBlock']],
  ['Berlin', ['berlinBlock']],
  ['London', ['londonBlock']],
  ['ArrowGlacier', ['arrowGlacierBlock']],
  ['GrayGlacier', ['grayGlacierBlock']],
]

/** The same of those that come at a time. Paris is there as soon as there is no proof of work. */
const timeFields: readonly (readonly [network: string, field: string | undefined])[] = [
  ['Paris', undefined],
  ['Shanghai', 'shanghaiTime'],
  ['Cancun', 'cancunTime'],
  ['Prague', 'pragueTime'],
  ['Osaka', 'osakaTime'],
]

const base = { chainId: 1, depositContractAddress: '0x00000000219ab540356cbb839cbe05303d7705fa' }

/** Later than any block of a test. */
const never = 2 ** 52

type Config = Readonly<Record<string, unknown>>

/**
 * The `config` of a genesis for a network as the official tests name it, e.g. `London`,
 * `BerlinToLondonAt5`, `ArrowGlacierToParisAtDiffC0000` or `ParisToShanghaiAtTime15k`; undefined for
 * one that this chain does not have.
 */
export function configOfNetwork(network: string): Config | undefined {
  const at = /^([A-Za-z0-9]+)To([A-Za-z0-9]+?)At(Diff|Time)?([0-9A-F]+)(k?)$/.exec(network)
  if (at === null) return configOf(network)
  const [, from = '', to = '', unit, digits = '', isThousands] = at
  const before = configOf(from)
  const after = configOf(to)
  if (before === undefined || after === undefined) return undefined
  if (unit === 'Diff') return { ...before, terminalTotalDifficulty: `0x${digits}` }
  const point = Number(digits) * (isThousands === 'k' ? 1_000 : 1)
  const added = Object.keys(after).filter((key) => !(key in before) || before[key] === never)
  return { ...before, ...Object.fromEntries(added.map((key) => [key, point])) }
}

function configOf(network: string): Config | undefined {
  if (network === 'Frontier') return base
  const blocks = blockFields.findIndex(([name]) => name === network)
  if (blocks !== -1) return { ...base, ...blocksUpTo(blocks) }
  const times = timeFields.findIndex(([name]) => name === network || network === 'Merge')
  if (times === -1) return undefined
  const fields = timeFields.slice(0, times + 1).flatMap(([, field]) => field ?? [])
  return {
    ...base,
    ...blocksUpTo(blockFields.length - 1),
    terminalTotalDifficulty: 0,
    ...Object.fromEntries(fields.map((field) => [field, 0])),
  }
}

function blocksUpTo(last: number): Config {
  const fields = blockFields.slice(0, last + 1).flatMap(([, names]) => names)
  const isConstantinople = fields.at(-1) === 'constantinopleBlock'
  return {
    ...Object.fromEntries(fields.map((field) => [field, 0])),
    ...(isConstantinople ? { petersburgBlock: never } : {}),
  }
}
