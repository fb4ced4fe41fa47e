import { wrapSqlite } from './statements.ts'
import { leaveReality } from './unreal.ts'

/** Everything is loaded, then time, chance and network are replaced for the rest of this process. */
export async function loadUnrealWorld() {
  wrapSqlite()
  // What loads others while it runs is loaded now: reading a file takes a time that nobody can repeat.
  await Promise.all([
    import('@azure/msal-node'),
    import('@microsoft/microsoft-graph-client'),
    import('jsforce/lib/core.js')
  ])
  const { runEpisode } = await import('./episode.ts')
  const { actIn } = await import('./at-n/small-world.ts')
  const { openClouds } = await import('./clouds.ts')
  const { nowhere } = await import('./notifications.ts')
  openClouds(nowhere) // makes the keys that all episodes share
  leaveReality()
  return { runEpisode, actIn }
}
