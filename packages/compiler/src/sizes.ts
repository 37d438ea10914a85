import { type Column, formatTable, type Style } from '@scaffold-evm/common'

/** The most deployed code a contract may have since Spurious Dragon, in bytes (EIP-170). */
export const maxCodeSizeBytes = 24_576
/** The most creation code a transaction may carry since Shanghai, in bytes, constructor arguments included (EIP-3860). */
export const maxInitCodeSizeBytes = 49_152

/** What of an artifact its size is read from. */
export interface SizedArtifact {
  readonly contractName: string
  readonly sourceName: string
  /** Creation code as hexadecimal; unlinked libraries count with the 20 bytes of an address. */
  readonly bytecode: string
  readonly deployedBytecode: string
}

/** How large a contract is, in bytes. */
export interface ContractSize {
  readonly contractName: string
  readonly sourceName: string
  readonly deployedBytes: number
  readonly initBytes: number
  /** What is left below EIP-170's limit; negative when it is exceeded. */
  readonly deployedMarginBytes: number
  /** What is left below EIP-3860's limit for constructor arguments; negative when it is exceeded. */
  readonly initMarginBytes: number
  /** Whether either limit is exceeded, so that it cannot be deployed to a public chain. */
  readonly isTooLarge: boolean
}

/** `0x` and two digits a byte; `__$…$__` placeholders are as long as what replaces them. */
function byteLength(code: string): number {
  return code.startsWith('0x') ? (code.length - 2) / 2 : code.length / 2
}

function sizeOf(artifact: SizedArtifact): ContractSize {
  const { contractName, sourceName } = artifact
  const deployedBytes = byteLength(artifact.deployedBytecode)
  const initBytes = byteLength(artifact.bytecode)
  const deployedMarginBytes = maxCodeSizeBytes - deployedBytes
  const initMarginBytes = maxInitCodeSizeBytes - initBytes
  const isTooLarge = deployedMarginBytes < 0 || initMarginBytes < 0
  return {
    contractName,
    sourceName,
    deployedBytes,
    initBytes,
    deployedMarginBytes,
    initMarginBytes,
    isTooLarge,
  }
}

function compareSizes(a: ContractSize, b: ContractSize): number {
  return (
    b.deployedBytes - a.deployedBytes ||
    b.initBytes - a.initBytes ||
    `${a.sourceName}:${a.contractName}`.localeCompare(`${b.sourceName}:${b.contractName}`, 'en')
  )
}

/** The sizes of all contracts that have code, the largest first. Interfaces and abstract contracts have none. */
export function contractSizes(artifacts: readonly SizedArtifact[]): ContractSize[] {
  return artifacts
    .map(sizeOf)
    .filter(({ deployedBytes, initBytes }) => deployedBytes > 0 || initBytes > 0)
    .sort(compareSizes)
}

function bytesText(bytes: number): string {
  return bytes.toLocaleString('en-US')
}

function paintMargin(margin: number, limit: number, style: Style): string {
  const text = bytesText(margin)
  if (margin < 0) return style.red(text)
  return margin < limit / 10 ? style.yellow(text) : text
}

const columns: readonly Column[] = [
  { title: 'contract' },
  { title: 'deployed', align: 'right' },
  { title: 'margin', align: 'right' },
  { title: 'init code', align: 'right' },
  { title: 'margin', align: 'right' },
  { title: '' },
]

/** Plain name, or `source:name` where several contracts share it. */
function labelOf(size: ContractSize, sizes: readonly ContractSize[]): string {
  const { contractName, sourceName } = size
  const isUnique = sizes.filter((other) => other.contractName === contractName).length === 1
  return isUnique ? contractName : `${sourceName}:${contractName}`
}

/** A table of sizes in bytes with what is left below both limits. Less than a tenth is yellow, less than nothing red. */
export function formatContractSizes(sizes: readonly ContractSize[], style: Style): string {
  const rows = sizes.map((size) => [
    labelOf(size, sizes),
    bytesText(size.deployedBytes),
    paintMargin(size.deployedMarginBytes, maxCodeSizeBytes, style),
    bytesText(size.initBytes),
    paintMargin(size.initMarginBytes, maxInitCodeSizeBytes, style),
    size.isTooLarge ? style.red('too large') : '',
  ])
  const limits = `Limits in bytes: ${bytesText(maxCodeSizeBytes)} deployed (EIP-170), ${bytesText(maxInitCodeSizeBytes)} init code with arguments (EIP-3860)`
  return `${formatTable(columns, rows)}\n${style.dim(limits)}`
}
