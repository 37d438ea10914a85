/** What may be wrong with where state is kept. */
export const storageCodes = [
  'storage-moved',
  'storage-deleted',
  'storage-replaced',
  'storage-renamed',
  'storage-retyped',
  'storage-resized',
  'storage-enum-changed',
  'storage-gap',
  'storage-unknown',
  'storage-clash',
  'namespace-removed',
  'namespace-duplicate',
  'namespace-outside-contract',
] as const

/** What may be wrong with an implementation behind a proxy, by OpenZeppelin's words where it has one. */
export const implementationCodes = [
  'constructor',
  'state-variable-assignment',
  'state-variable-immutable',
  'selfdestruct',
  'delegatecall',
  'external-library-linking',
  'internal-function-storage',
  'missing-public-upgradeto',
  'missing-initializer',
  'missing-initializer-call',
  'duplicate-initializer-call',
  'incorrect-initializer-order',
  'initializers-enabled',
] as const

/** What is fine, and told with a reason. */
export const noteCodes = [
  'storage-added',
  'storage-grown',
  'storage-compatible',
  'namespace-added',
] as const

/** Why a finding is one. Stable. */
export type UpgradeCode = (
  | typeof storageCodes
  | typeof implementationCodes
  | typeof noteCodes
)[number]

/** Codes that {@link UpgradeOptions.unsafeAllow} takes: `storage` stands for all of storage and namespaces. */
export type UnsafeAllow = (typeof storageCodes | typeof implementationCodes)[number] | 'storage'
