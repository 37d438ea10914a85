export {
  type AccountLike,
  type Artifact,
  type Connection,
  type ContractArgsOf,
  type ContractName,
  type ContractOf,
  defineConfig,
  loadProject,
  type Project,
  type ScaffoldConfig,
  type ScaffoldUserConfig,
  secret,
} from '@scaffold-evm/project'
