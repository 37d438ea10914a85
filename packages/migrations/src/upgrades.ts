export { checkImplementation } from './check-implementation.js'
export { checkUpgrade } from './check-upgrade.js'
export { compareStorageLayouts } from './compare-storage-layouts.js'
export { createUpgradeLoader, type UpgradeLoader } from './create-upgrade-loader.js'
export { formatStorageLayout } from './format-storage-layout.js'
export { formatUpgradeReport, upgradeReportToJson } from './format-upgrade-report.js'
export { parseStorageLayout } from './parse-storage-layout.js'
export { parseUnsafeAllow } from './parse-unsafe-allow.js'
export { readStorageLayout } from './read-storage-layout.js'
export { replacedContract } from './replaced-contract.js'
export {
  type StorageField,
  type StorageLayout,
  type StorageNamespace,
  type StorageType,
  storageLayoutFormat,
} from './storage-layout.js'
export type { UnsafeAllow, UpgradeCode } from './upgrade-codes.js'
export type {
  ProxyKind,
  StoragePlace,
  UpgradeFinding,
  UpgradeOptions,
  UpgradeReport,
  UpgradeSeverity,
} from './upgrade-report.js'
