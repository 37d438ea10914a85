/** The keys of an artifact in the order in which Truffle writes them. Others that are kept begin with `x-`. */
export const artifactKeys = [
  'contractName',
  'abi',
  'metadata',
  'bytecode',
  'deployedBytecode',
  'immutableReferences',
  'generatedSources',
  'deployedGeneratedSources',
  'sourceMap',
  'deployedSourceMap',
  'source',
  'sourcePath',
  'ast',
  'legacyAST',
  'compiler',
  'networks',
  'schemaVersion',
  'updatedAt',
  'networkType',
  'devdoc',
  'userdoc',
  'db',
] as const

/** The version of the layout, as `schemaVersion` says it. */
export const schemaVersion = '3.4.16'

/** Whether a key that Truffle does not know is kept. */
export function isCustomKey(key: string): boolean {
  return key.startsWith('x-')
}
