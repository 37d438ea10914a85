import type { BuildInfo } from '../../build-info.js'
import type { SolcInput, SolcOutput } from '../../standard-json.js'
import type { Run } from '../cache/run-store.js'
import { sha256 } from '../hash.js'
import type { UnitGroup } from '../plan/unit.js'

/** A run of solc as it is kept. Its id is the hash of compiler and input, which decide on the output. */
export function toRun(group: UnitGroup, input: SolcInput, output: SolcOutput): Run {
  const { version, longVersion } = group
  const _format = 'hh-sol-build-info-1'
  const id = sha256(JSON.stringify([_format, longVersion, input])).slice(0, 32)
  const info: BuildInfo = {
    _format,
    id,
    solcVersion: version,
    solcLongVersion: longVersion,
    input,
    output,
  }
  return { info, text: JSON.stringify(info) }
}
