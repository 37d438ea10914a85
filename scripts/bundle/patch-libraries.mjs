// An esbuild plugin that takes out of libraries what they do at the start of a process and next to nobody needs.
import { readFile } from 'node:fs/promises'

/** Texts of files, and what takes their place. */
const patches = [
  {
    // 65,536 bigints, a tenth of the time that a chain takes to load, to save making one now and then.
    file: '@ethereumjs/util/dist/esm/bytes.js',
    changes: [
      [/const BIGINT_CACHE = \[\];\nfor \(.*\) \{\n.*\n\}\n/, ''],
      [/BIGINT_CACHE\[(bytes\[0\])\]/, 'BigInt($1)'],
      [/BIGINT_CACHE\[(bytes\[0\] \* 256 \+ bytes\[1\])\]/, 'BigInt($1)'],
    ],
  },
]

export const patchLibraries = {
  name: 'patch-libraries',
  setup(build) {
    for (const { file, changes } of patches) {
      const filter = new RegExp(`/node_modules/${file.replaceAll('.', '\\.')}$`)
      build.onLoad({ filter }, async ({ path }) => ({
        contents: changes.reduce(
          (text, change) => replaceOnce(path, text, change),
          await readFile(path, 'utf8'),
        ),
      }))
    }
  },
}

function replaceOnce(path, text, [pattern, replacement]) {
  if (!pattern.test(text)) throw new Error(`${path} has no ${pattern} any more`)
  return text.replace(pattern, replacement)
}
