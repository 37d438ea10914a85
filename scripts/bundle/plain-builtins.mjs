// An esbuild plugin that takes Node's own modules without their namespaces. An import makes Node evaluate all that a module exports, and some of it
// is loaded when it is looked at: with `node:http` a client for WebSockets, which takes 25 ms.
import { isBuiltin } from 'node:module'

export const plainBuiltins = {
  name: 'plain-builtins',
  setup(build) {
    build.onResolve({ filter: /.*/ }, ({ path, kind }) =>
      kind === 'import-statement' && isBuiltin(path) ? { path, namespace: 'builtin' } : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: exportsOf(path),
    }))
  },
}

/** What nobody imports is pure, and left out. */
function exportsOf(path) {
  const names = Object.keys(process.getBuiltinModule(path)).filter(
    (name) => /^[a-z_$][\w$]*$/i.test(name) && name !== 'default',
  )
  return [
    `const builtin = process.getBuiltinModule(${JSON.stringify(path)})`,
    'export default builtin',
    ...names.map(
      (name) =>
        `const own_${name} = /* @__PURE__ */ (() => builtin.${name})()\nexport { own_${name} as ${name} }`,
    ),
  ].join('\n')
}
