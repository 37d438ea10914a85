export { compareStorageLayouts } from './layout/compare-storage-layouts.js'
export { formatStorageLayout } from './layout/format-storage-layout.js'
export { parseStorageLayout } from './layout/parse-storage-layout.js'
export { readStorageLayout } from './layout/read-storage-layout.js'
export {
  type StorageField,
  type StorageLayout,
  type StorageNamespace,
  type StorageType,
  storageLayoutFormat,
} from './layout/storage-layout.js'
export { replacedContract } from './migration/replaced-contract.js'
export { checkImplementation } from './upgrade/check-implementation.js'
export { checkUpgrade } from './upgrade/check-upgrade.js'
export { createUpgradeLoader, type UpgradeLoader } from './upgrade/create-upgrade-loader.js'
export { formatUpgradeReport, upgradeReportToJson } from './upgrade/format-upgrade-report.js'
export { parseUnsafeAllow } from './upgrade/parse-unsafe-allow.js'
export type { UnsafeAllow, UpgradeCode } from './upgrade/upgrade-codes.js'
export type {
  ProxyKind,
  StoragePlace,
  UpgradeFinding,
  UpgradeOptions,
  UpgradeReport,
  UpgradeSeverity,
} from './upgrade/upgrade-report.js'
