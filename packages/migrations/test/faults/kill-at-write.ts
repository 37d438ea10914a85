import promises from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

// Loaded into a process by --import: it kills itself when it writes a record for the nth time, when the
// new file is beside the old one or when it has just taken its place.
const { KILL_AT_WRITE, KILL_WHEN } = process.env
const { rename } = promises
let writes = 0

promises.rename = async (from, to) => {
  const isRecord = /deployments[\\/][^\\/]+\.json$/.test(String(to))
  const isTime = isRecord && writes++ === Number(KILL_AT_WRITE)
  if (isTime && KILL_WHEN === 'before') process.kill(process.pid, 'SIGKILL')
  await rename(from, to)
  if (isTime) process.kill(process.pid, 'SIGKILL')
}
syncBuiltinESMExports()
