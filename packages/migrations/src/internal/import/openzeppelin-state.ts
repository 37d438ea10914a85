import { isHex, isScaffoldError } from '@scaffold-evm/common'
import type { JsonValue, ProxyRecord } from '@scaffold-evm/project'
import { getAddress, isAddress } from '@scaffold-evm/project/ethers'
import { importInvalidError } from '../../errors/import.js'
import { parseStorageLayout } from '../../layout/parse-storage-layout.js'
import type { ForeignContract, ForeignState } from './foreign-state.js'
import { isObject, readJsonObject, textIn } from './read-json.js'

const kinds: readonly string[] = ['transparent', 'uups', 'beacon'] satisfies ProxyRecord['kind'][]

/**
 * The proxies in a manifest of OpenZeppelin's upgrades plugins (`.openzeppelin/<network>.json`), with the layouts of
 * what is or was behind them. It has no names for proxies: the code on the chain gives them.
 *
 * @throws `IMPORT_INVALID`.
 */
export async function readOpenZeppelinState(path: string): Promise<ForeignState> {
  const manifest = await readJsonObject(path)
  const { proxies, impls } = manifest
  if (!Array.isArray(proxies) || !isObject(impls)) {
    throw importInvalidError(path, 'it has no proxies and impls')
  }
  const layouts = layoutsOf(impls)
  return {
    tool: 'openzeppelin',
    path,
    contracts: proxies.flatMap((proxy) => proxyOf(proxy, layouts)),
    sourceText: async () => undefined,
  }
}

function proxyOf(value: unknown, layouts: Layouts): readonly ForeignContract[] {
  const address = textIn(value, 'address')
  const kind = textIn(value, 'kind') ?? 'transparent'
  const hash = textIn(value, 'txHash')
  if (address === undefined || !isAddress(address)) return []
  return [
    {
      name: '',
      contractName: undefined,
      address: getAddress(address),
      transactionHash: isHex(hash) ? hash : undefined,
      proxy: {
        kind: isKind(kind) ? kind : undefined,
        layoutAt: (implementation) => layouts.get(implementation.toLowerCase()),
      },
    },
  ]
}

function isKind(kind: string): kind is ProxyRecord['kind'] {
  return kinds.includes(kind)
}

type Layouts = ReadonlyMap<string, JsonValue>

/** By addresses, of which an implementation that was deployed several times has several. */
function layoutsOf(impls: Readonly<Record<string, unknown>>): Layouts {
  const layouts = new Map<string, JsonValue>()
  for (const impl of Object.values(impls)) {
    const layout = isObject(impl) ? impl['layout'] : undefined
    const all = isObject(impl) && Array.isArray(impl['allAddresses']) ? impl['allAddresses'] : []
    const parsed = layoutOf(layout)
    if (parsed === undefined) continue
    for (const address of [textIn(impl, 'address'), ...all]) {
      if (typeof address === 'string') layouts.set(address.toLowerCase(), parsed)
    }
  }
  return layouts
}

/** Undefined of layouts from before the plugins kept slots: they say nothing of where values are. */
function layoutOf(layout: unknown): JsonValue | undefined {
  if (layout === undefined) return undefined
  try {
    return JSON.parse(JSON.stringify(parseStorageLayout(layout, contractIn(layout))))
  } catch (error) {
    if (isScaffoldError(error, 'UPGRADE_LAYOUT_INVALID')) return undefined
    throw error
  }
}

/** The contract that declares the last variable is the most derived one that has any. */
export function contractIn(layout: unknown): string | undefined {
  const storage = isObject(layout) ? (layout['storage'] ?? layout['variables']) : undefined
  return textIn(Array.isArray(storage) ? storage.at(-1) : undefined, 'contract')
}
