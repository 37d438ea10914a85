import type { TruffleArtifactStore } from '../../truffle-artifact.js'
import { builtInSource } from '../solidity-sources/built-in-source.js'
import { testContractsOf } from './test-contracts.js'

/** What a chain stores of a contract, since Spurious Dragon. */
const maxCodeBytes = 24_576

const assertPath = 'truffle/Assert.sol'

/** Whether a test of these files is more than a chain stores, with the assertions that it holds. */
export function hasOversizedTests(store: TruffleArtifactStore, files: readonly string[]): boolean {
  return files
    .flatMap((file) => testContractsOf(store, file))
    .some(({ deployedBytecode }) => deployedBytecode.length > 2 + 2 * maxCodeBytes)
}

/** Whether the last run had assertions that tests call. */
export function hasCalledAssertions(store: TruffleArtifactStore): boolean {
  return store.find('Assert')?.sourcePath === assertPath
}

/** The assertions as a library that tests call, as in Truffle: such tests are smaller, and slower. By import path. */
export function calledAssertions(): Readonly<Record<string, string>> {
  const source = builtInSource(assertPath) ?? ''
  // Functions that begin with an underscore are for the others.
  return {
    [assertPath]: source.replaceAll(/(function [a-z]\w*\([^)]*\)) internal /g, '$1 public '),
  }
}
