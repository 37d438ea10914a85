import type { TruffleArtifact, TruffleArtifactStore } from '../../truffle-artifact.js'

/** Functions of a test contract that are run before or after its tests, by the beginning of their names. */
export const hookKinds = ['beforeAll', 'beforeEach', 'afterAll', 'afterEach'] as const

/** One of {@link hookKinds}. */
export type HookKind = (typeof hookKinds)[number]

/** Names of a contract's functions, in the order of its ABI. */
export function functionNames({ abi }: TruffleArtifact): string[] {
  return abi.flatMap(({ type, name }) => (type === 'function' && name !== undefined ? [name] : []))
}

/** Names of the functions that are tests. */
export function testNames(artifact: TruffleArtifact): string[] {
  return functionNames(artifact).filter((name) => name.startsWith('test'))
}

/**
 * The contracts that are run for a file of tests. Truffle runs the first of the file in the order of their names; the
 * others count only when that one has no tests.
 */
export function testContractsOf(store: TruffleArtifactStore, path: string): TruffleArtifact[] {
  const [first, ...others] = store
    .names()
    .map((name) => store.find(name))
    .filter((artifact) => artifact?.sourcePath === path)
    .filter((artifact) => artifact !== undefined)
  if (first === undefined || testNames(first).length > 0) return first === undefined ? [] : [first]
  return others.filter((artifact) => testNames(artifact).length > 0 && isDeployable(artifact))
}

function isDeployable({ bytecode, abi }: TruffleArtifact): boolean {
  const creation = abi.find(({ type }) => type === 'constructor')
  return bytecode.length > 2 && (creation?.inputs ?? []).length === 0
}
