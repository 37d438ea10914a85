import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The nodes of others that migrations are tried on. */
export const nodePeers = { '@foundry-rs/anvil-linux-amd64': '1.7.1', ganache: '7.9.2' }

/** Installs packages by name and version into a scratch folder, unless they are there: they are no dependency of this repository. */
export function installPeers(folder, versions) {
  const names = Object.keys(versions)
  if (names.every((name) => existsSync(join(folder, 'node_modules', name)))) return
  mkdirSync(folder, { recursive: true })
  const manifest = join(folder, 'package.json')
  if (!existsSync(manifest)) writeFileSync(manifest, '{ "private": true }\n')
  const flags = ['install', '--ignore-scripts', '--no-audit', '--no-fund']
  const wanted = names.map((name) => `${name}@${versions[name]}`)
  execFileSync('npm', [...flags, ...wanted], { cwd: folder, stdio: ['ignore', 2, 2] })
}
