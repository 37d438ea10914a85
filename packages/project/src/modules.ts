// What loads files of users, without ethers: that costs more than all else at the start of a process.
export { connectMocha } from './connect-mocha.js'
export {
  ModuleMirror,
  type ModuleMirrorOptions,
  type ModuleProblem,
  type PreparedModule,
} from './module-mirror.js'
export {
  defaultExport,
  loadUserModule,
  type UserModuleOptions,
  userStack,
} from './user-module.js'
