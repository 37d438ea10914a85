import type { CommandDefinition } from '../internal/command.js'
import { accountsDefinition } from './accounts.js'
import { cleanDefinition } from './clean.js'
import { compileDefinition } from './compile.js'
import { consoleDefinition } from './console.js'
import { dapDefinition } from './dap.js'
import { debugDefinition } from './debug.js'
import { deploymentsDefinition } from './deployments.js'
import { doctorDefinition } from './doctor.js'
import { flattenDefinition } from './flatten.js'
import { gasDefinition } from './gas.js'
import { initDefinition } from './init.js'
import { inspectDefinition } from './inspect.js'
import { migrateDefinition } from './migrate.js'
import { networksDefinition } from './networks.js'
import { nodeDefinition } from './node.js'
import { planDefinition } from './plan.js'
import { runDefinition } from './run.js'
import { secretsDefinition } from './secrets.js'
import { statusDefinition } from './status.js'
import { testDefinition } from './test.js'
import { traceDefinition } from './trace.js'
import { upgradeDefinition } from './upgrade.js'
import { verifyDefinition } from './verify.js'
import { versionDefinition } from './version.js'

/** All commands, in the order of the help. */
export const commands: readonly CommandDefinition[] = [
  compileDefinition,
  testDefinition,
  dapDefinition,
  gasDefinition,
  inspectDefinition,
  flattenDefinition,
  planDefinition,
  migrateDefinition,
  upgradeDefinition,
  statusDefinition,
  deploymentsDefinition,
  verifyDefinition,
  nodeDefinition,
  consoleDefinition,
  runDefinition,
  traceDefinition,
  debugDefinition,
  accountsDefinition,
  networksDefinition,
  initDefinition,
  secretsDefinition,
  cleanDefinition,
  doctorDefinition,
  versionDefinition,
]
