// The program as it was at some commit, taken out of the history into a folder of its own.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const MIGRATIONS = 'src/storage/migrations'

export type OlderProgram = {
  tree: string
  commit: string
  /** The steps of the schema that it does not know. */
  unknown: string[]
  remove(): void
}

/** `commit`: absent: the one before the last change of the schema. Answers why it cannot be had: a shallow clone has no history. */
export function olderProgram(commit?: string): OlderProgram | { missing: string } {
  const last = git('log', '-1', '--diff-filter=A', '--format=%H', '--', MIGRATIONS)
  const wanted = commit ?? (last && `${last}^`)
  const found = wanted && git('rev-parse', '--verify', '--quiet', `${wanted}^{commit}`)
  if (!found)
    return { missing: `${commit ?? 'the program before the last change of the schema'} is not in the history here` }

  const tree = mkdtempSync(join(tmpdir(), 'onbehalf-older-'))
  const remove = () => rmSync(tree, { recursive: true, force: true })
  const packed = spawnSync('git', ['archive', found, '-o', join(tree, 'tree.tar')], { cwd: root })
  const unpacked = spawnSync('tar', ['-xf', 'tree.tar'], { cwd: tree })
  if (packed.status !== 0 || unpacked.status !== 0) {
    remove()
    return { missing: `${found} could not be unpacked: ${packed.stderr}${unpacked.stderr}` }
  }
  // its dependencies are ours: what changed in them is not part of this
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'))
  const known = new Set(existsSync(join(tree, MIGRATIONS)) ? readdirSync(join(tree, MIGRATIONS)) : [])
  const unknown = readdirSync(join(root, MIGRATIONS)).filter((file) => !known.has(file))
  if (unknown.length === 0) {
    remove()
    return { missing: `${found} knows the whole schema, so that nothing would be shown` }
  }
  return { tree, commit: found, unknown: [...new Set(unknown.map((file) => file.split('.')[0] ?? file))], remove }
}

function git(...words: string[]): string | undefined {
  const { status, stdout } = spawnSync('git', words, { cwd: root, encoding: 'utf8' })
  return status === 0 ? stdout.trim() || undefined : undefined
}
