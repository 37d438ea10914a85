// An esbuild plugin: modules of a script that are loaded when something of theirs is used. For libraries that require at their start what most
// runs never use.
import { dirname } from 'node:path'

/** `late`: for each package that requires, the modules that wait. */
export function lateModules(late) {
  return {
    name: 'late-modules',
    setup(build) {
      build.onResolve(
        { filter: /.*/ },
        async ({ path, importer, kind, resolveDir, pluginData }) => {
          if (pluginData === 'itself' || !namesFor(importer, late).includes(path)) return undefined
          const options = { importer, kind, resolveDir, pluginData: 'itself' }
          const { path: file, errors } = await build.resolve(path, options)
          return errors.length > 0 ? { errors } : { path: file, namespace: 'late' }
        },
      )
      build.onLoad({ filter: /.*/, namespace: 'late' }, ({ path }) => ({
        contents: `${lateModule}module.exports = late(() => require(${JSON.stringify(path)}), later)`,
        resolveDir: dirname(path),
      }))
    },
  }
}

function namesFor(importer, late) {
  const folder = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(importer)?.[1]
  return late[folder] ?? []
}

// What is got of a module before it is loaded waits in turn, until it is called, constructed or asked for something of its own.
const lateModule = `
const now = (use, name) => use()[name]
const later = (use, name) => late(() => use()[name], now)
function late(load, get) {
  let loaded
  const use = () => (loaded ??= { value: load() }).value
  return new Proxy(function () { 'use strict' }, {
    get: (_, name) => get(use, name),
    apply: (_, self, args) => Reflect.apply(use(), self, args),
    construct: (_, args) => Reflect.construct(use(), args),
  })
}
`
