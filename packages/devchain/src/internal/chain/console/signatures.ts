import type { Crypto } from '../../crypto.js'

/** How a parameter of console.log is encoded. */
export type ConsoleType =
  | 'uint256'
  | 'int256'
  | 'string'
  | 'bool'
  | 'address'
  | 'bytes'
  | FixedBytes

type FixedBytes = `bytes${number}`

const mixedTypes = ['uint256', 'string', 'bool', 'address'] as const
const mostParameters = 4

/** What `console.sol` and forge's console take besides all mixtures of up to four of the above. */
const otherSignatures: readonly (readonly ConsoleType[])[] = [
  [],
  ['int256'],
  ['string', 'int256'],
  ['bytes'],
  ...Array.from({ length: 32 }, (_, index): FixedBytes[] => [`bytes${index + 1}`]),
]

/** Parameter types by selector (8 hexadecimal digits) of each `log` function. */
export function consoleSignatures(crypto: Crypto): ReadonlyMap<string, readonly ConsoleType[]> {
  const table = new Map<string, readonly ConsoleType[]>()
  for (const types of [...mixtures(mostParameters), ...otherSignatures]) {
    table.set(selectorOf(types, crypto), types)
    // Until 2022 console.sol computed its selectors from the aliases, which no compiler would.
    const aliases = types.map((type) => type.replace(/^(u?int)256$/, '$1'))
    table.set(selectorOf(aliases, crypto), types)
  }
  return table
}

function mixtures(longest: number): ConsoleType[][] {
  let previous: ConsoleType[][] = [[]]
  const all: ConsoleType[][] = []
  for (let length = 1; length <= longest; length++) {
    previous = previous.flatMap((types) => mixedTypes.map((type) => [...types, type]))
    all.push(...previous)
  }
  return all
}

function selectorOf(types: readonly string[], crypto: Crypto): string {
  const hash = crypto.keccak256(new TextEncoder().encode(`log(${types.join(',')})`))
  return Buffer.from(hash.subarray(0, 4)).toString('hex')
}
