/** `contracts/a.sol:Name`, or a mere name, taken apart. */
export interface ContractReference {
  /** As it was written; undefined for a mere name. */
  readonly sourceName: string | undefined
  readonly contractName: string
}

/** Takes a contract's name apart. */
export function parseContractReference(name: string): ContractReference {
  const colon = name.lastIndexOf(':')
  if (colon === -1) return { sourceName: undefined, contractName: name }
  return { sourceName: name.slice(0, colon), contractName: name.slice(colon + 1) }
}

/** Whether a source is what `sourceName` says: its path, or the end of it. */
export function isSourceNamed(sourcePath: string, sourceName: string): boolean {
  const path = sourcePath.replaceAll('\\', '/')
  const wanted = sourceName.replace(/^project:\//, '').replace(/^(?:\.\/)+/, '')
  return path === wanted || path.endsWith(`/${wanted.replace(/^\//, '')}`)
}
