import type { UpgradeFinding } from '../../upgrade/upgrade-report.js'
import { createFinding } from '../compare/finding.js'
import { isAllowed } from './allowances.js'
import type { ContractCode } from './contract-code.js'

/** Libraries with a code of their own: what is in them is not looked at. */
export function linkedLibraries({ compiled, lineage }: ContractCode): readonly UpgradeFinding[] {
  if (lineage[0] !== undefined && isAllowed(lineage[0].node, 'external-library-linking')) return []
  return Object.entries(compiled.artifact.linkReferences).flatMap(([source, libraries]) =>
    Object.keys(libraries).map((name) =>
      createFinding({
        code: 'external-library-linking',
        severity: 'error',
        message: `The library ${name} is linked: its code runs in the proxy, and is not checked here`,
        hint: `Make the functions of ${name} internal, or check it on its own and allow it`,
        source,
      }),
    ),
  )
}
