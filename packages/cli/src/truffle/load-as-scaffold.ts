import { createProject, type LoadProjectOptions, type Project } from '@scaffold-evm/project'
import { loadTruffleProject, toScaffoldConfig } from '@scaffold-evm/truffle'
import type { CommandContext } from '../internal/command.js'

/** A Truffle project for scaffold's own commands: its settings in scaffold's words, what is made of it out of sight. */
export async function loadAsScaffold(
  { cwd, env, logReporter, globals }: CommandContext,
  askPassword: LoadProjectOptions['askPassword'],
): Promise<Project> {
  const truffle = await loadTruffleProject({
    cwd,
    env,
    ...(globals.config === undefined ? {} : { configPath: globals.config }),
  })
  const { config } = toScaffoldConfig(truffle)
  const { root, cacheDir } = truffle
  const paths = {
    ...config.paths,
    artifacts: `${cacheDir}/artifacts`,
    cache: cacheDir,
    types: false,
  } as const
  return createProject(
    { ...config, paths },
    { root, env, reporter: logReporter, ...(askPassword === undefined ? {} : { askPassword }) },
  )
}
