import { readFileSync } from 'node:fs'
import { artifactUnreadableError } from '../../errors.js'
import { type JsonMembers, printJsonMember, splitJsonObject } from './artifact-text.js'

/**
 * The members of the artifact in the file at `path`; undefined when there is no such file.
 *
 * @throws `ARTIFACT_UNREADABLE` when it holds no JSON object.
 */
export function readArtifactMembers(path: string): JsonMembers | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (isAbsent(error)) return undefined
    throw artifactUnreadableError({ path, cause: error })
  }
  return splitJsonObject(text) ?? parseMembers(text, path)
}

function parseMembers(text: string, path: string): JsonMembers {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw artifactUnreadableError({ path, cause })
  }
  if (typeof value !== 'object' || value === null) throw artifactUnreadableError({ path })
  const members = Object.entries(value).flatMap(([key, member]) => {
    const printed = printJsonMember(member)
    return printed === undefined ? [] : [[key, printed] as const]
  })
  return new Map(members)
}

function isAbsent(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'ENOENT' || code === 'ENOTDIR'
}
