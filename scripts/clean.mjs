// Removes what the build makes.
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const packages = new URL('../packages', import.meta.url).pathname
for (const name of readdirSync(packages)) {
  for (const made of ['build', 'dist']) {
    rmSync(join(packages, name, made), { recursive: true, force: true })
  }
}
