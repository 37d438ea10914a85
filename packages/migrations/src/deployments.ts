export {
  type ImportedReport,
  type ImportOptions,
  type ImportReport,
  importDeployments,
} from './import-deployments.js'
