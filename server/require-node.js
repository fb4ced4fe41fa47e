import { fileURLToPath } from 'node:url'

// Loaded before everything else (`node --import`), and plain JavaScript so that an old Node can still read it: the sources
// are TypeScript that Node itself strips, which needs Node 24 or newer.
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  process.stderr.write(
    `OnBehalf needs Node 24 or newer; this is Node ${process.versions.node}.\n` +
      'Run it through npm ("npm ci", then "npm start"): the project brings its own Node 26.\n' +
      'If that has not helped, the package for this platform was left out: install without "--omit=optional", or install Node 26 yourself.\n'
  )
  process.exit(1)
}

// What was stripped and compiled once is kept: the next start is faster, and needs 20 MB less, because the stripper itself is
// not loaded. Where the folder cannot be written, Node goes on without.
const { enableCompileCache } = await import('node:module')
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/onbehalf', import.meta.url)))
