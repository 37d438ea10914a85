import type { TruffleArtifactStore } from '../../truffle-artifact.js'

/** A PUSH of the address of Hardhat's and Truffle's console: `console.log` in ASCII. */
const consoleAddress = /[67][0-9a-f]636f6e736f6c652e6c6f67/i

/** The files of artifacts whose contracts print. */
export function findPrintingArtifacts(store: TruffleArtifactStore): readonly string[] {
  return store
    .names()
    .filter((name) => consoleAddress.test(store.find(name)?.deployedBytecode ?? ''))
    .map((name) => `${name}.json`)
}
