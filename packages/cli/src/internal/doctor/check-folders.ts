import { randomUUID } from 'node:crypto'
import { access, constants, mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { errorMessage, userCacheDir } from '@scaffold-evm/common'
import type { Finding, Patient } from './finding.js'

/** Whether what has to be written can be, and whether the disk and the system agree on the time. */
export async function checkFolders({ project }: Patient): Promise<readonly Finding[]> {
  const shared = userCacheDir()
  const own = project === undefined ? [] : [project.root, ...writtenFolders(project.config.paths)]
  const findings = await Promise.all([...own, shared].map(checkWritable))
  const problems = findings.filter((finding) => finding !== undefined)
  const all: Finding = { topic: 'Permissions', status: 'ok', message: 'all folders can be written' }
  return [...(problems.length > 0 ? problems : [all]), await checkClock(shared)]
}

function writtenFolders(paths: {
  readonly artifacts: string
  readonly cache: string
  readonly deployments: string
}): string[] {
  return [paths.artifacts, paths.cache, paths.deployments]
}

async function checkWritable(folder: string): Promise<Finding | undefined> {
  const nearest = await nearestExisting(folder)
  try {
    await access(nearest, constants.W_OK)
    return undefined
  } catch {
    const message = `${nearest} cannot be written`
    return { topic: 'Permissions', status: 'problem', message, fix: `chown or chmod ${nearest}` }
  }
}

async function nearestExisting(folder: string): Promise<string> {
  try {
    await stat(folder)
    return folder
  } catch {
    const parent = dirname(folder)
    return parent === folder ? folder : nearestExisting(parent)
  }
}

const topic = 'Clock'

async function checkClock(folder: string): Promise<Finding> {
  const file = join(folder, `.clock-${randomUUID()}`)
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(file, '')
    const { mtimeMs } = await stat(file)
    const driftSec = Math.round(Math.abs(Date.now() - mtimeMs) / 1000)
    if (driftSec < 5) return { topic, status: 'ok', message: new Date().toISOString() }
    const message = `files are dated ${driftSec} s off the system's time`
    return { topic, status: 'warning', message, fix: 'Synchronise the clocks (NTP)' }
  } catch (error) {
    return { topic, status: 'warning', message: `could not be checked: ${errorMessage(error)}` }
  } finally {
    await rm(file, { force: true })
  }
}
