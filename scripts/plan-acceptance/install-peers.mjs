import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const peerVersions = { '@foundry-rs/anvil-linux-amd64': '1.7.1', ganache: '7.9.2' }

/** Installs anvil and Ganache into a scratch folder, unless they are there: they are no dependency of this repository. */
export function installPeers(folder) {
  if (existsSync(join(folder, 'node_modules/ganache'))) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  const wanted = Object.entries(peerVersions).map(([name, version]) => `${name}@${version}`)
  const flags = ['install', '--ignore-scripts', '--no-audit', '--no-fund']
  execFileSync('npm', [...flags, ...wanted], { cwd: folder, stdio: 'inherit' })
}
