export type { Diagnostic } from '@scaffold-evm/compiler'
export type {
  Migration,
  MigrationCallOptions,
  MigrationContext,
  MigrationDeployOptions,
} from '@scaffold-evm/migrations'
export {
  type AccountLike,
  type Artifact,
  type Connection,
  type ContractArgsOf,
  type ContractName,
  type ContractOf,
  type DeployOptions,
  defineConfig,
  type Libraries,
  loadProject,
  type NetworkUserConfig,
  type Project,
  type ScaffoldConfig,
  type ScaffoldUserConfig,
  type SecretReference,
  secret,
  type TransactionOptions,
} from '@scaffold-evm/project'
export { defineMigration } from './define-migration.js'
