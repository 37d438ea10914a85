import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What says with which chain a project was tested, when its package.json does not. */
const files = ['.circleci/config.yml', 'circle.yml', '.travis.yml', '.gitlab-ci.yml', 'Dockerfile']
const workflows = join('.github', 'workflows')

/** The release of ganache-cli that the project's continuous integration installs or starts as an image. */
export function ganacheCliOfCi(root: string): string | undefined {
  for (const file of [...files, ...workflowsOf(root)]) {
    const [, version] = /\bganache-cli(?:@|:v?)(6\.\d+\.\d+)\b/.exec(readOrEmpty(root, file)) ?? []
    if (version !== undefined) return version
  }
  return undefined
}

function workflowsOf(root: string): readonly string[] {
  try {
    return readdirSync(join(root, workflows)).map((name) => join(workflows, name))
  } catch {
    return []
  }
}

function readOrEmpty(root: string, file: string): string {
  try {
    return readFileSync(join(root, file), 'utf8')
  } catch {
    return ''
  }
}
