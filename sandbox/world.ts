// The world as it stands: documents, faces over them, and the moment at which changes reach the disk.
import type { Clock } from './clock.ts'
import type { WorldName } from './directory.ts'
import type { Cloud, Ground } from './face.ts'
import { createFaces, type Faces, type Outside } from './faces.ts'
import type { Change, Keep, Kept } from './keep.ts'
import { lasting, provideKeys } from './signing-keys.ts'

export type World = {
  readonly ground: Ground
  readonly faces: Faces
  /** Begins this world anew, as it was first seeded. */
  reset(name: WorldName): void
  /** Writes what was changed since the last time; called before every answer leaves. */
  save(): void
  close(): void
}

/** `outside`: how the apps' own addresses are reached; absent: over the network of this machine. */
type Needs = { keep: Keep; clock: Clock; seed: number; outside?: Outside }

/** Goes on with the kept world, unless another one is asked for or nothing was kept. */
export function openWorld(asked: WorldName | undefined, needs: Needs): World {
  const kept = needs.keep.read()
  let current = kept && (asked ?? kept.world) === kept.world ? goOn(kept, needs) : begin(asked ?? 'acme', kept, needs)

  return {
    get ground() {
      return current.ground
    },
    get faces() {
      return current.faces
    },
    reset(name) {
      const before = { world: current.ground.world, counter: 0, documents: current.ground.documents }
      current.abandon()
      current = begin(name, before, needs)
    },
    save: () => current.save(),
    close() {
      current.save()
      current.abandon()
      needs.keep.close()
    }
  }
}

type Standing = { ground: Ground; faces: Faces; save(): void; allSaved(): void; abandon(): void }

function goOn(kept: Kept, needs: Needs): Standing {
  const standing = standOn(kept, needs)
  standing.save()
  return standing
}

function begin(world: WorldName, before: Kept | undefined, needs: Needs): Standing {
  const fresh: Kept = { world, counter: needs.seed, documents: { entra: {}, graph: {}, salesforce: {} } }
  for (const [cloud, names] of Object.entries(lasting)) {
    for (const name of names) {
      const value = before?.documents[cloud as Cloud][name]
      if (value !== undefined) fresh.documents[cloud as Cloud][name] = value
    }
  }
  const standing = standOn(fresh, needs)
  needs.keep.replace(fresh)
  standing.allSaved()
  return standing
}

function standOn(kept: Kept, { keep, clock, outside }: Needs): Standing {
  const waiting = new Map<string, { cloud: Cloud; document: string }>()
  let savedCounter = kept.counter
  let abandoned = false

  const save = () => {
    if (abandoned || (waiting.size === 0 && kept.counter === savedCounter)) return
    const changes: Change[] = [...waiting.values()].map(({ cloud, document }) => ({
      cloud,
      document,
      value: kept.documents[cloud][document]
    }))
    keep.write(changes, kept.counter)
    allSaved()
  }
  const allSaved = () => {
    waiting.clear()
    savedCounter = kept.counter
  }

  const ground: Ground = {
    world: kept.world,
    now: clock.now,
    next: () => ++kept.counter,
    documents: kept.documents,
    changed(cloud, document) {
      // Work that goes on after an answer (notifications) has no answer to be saved before.
      if (waiting.size === 0) setImmediate(save)
      waiting.set(`${cloud} ${document}`, { cloud, document })
    }
  }

  provideKeys(ground)
  const faces = createFaces(ground, outside)
  return {
    ground,
    faces,
    save,
    allSaved,
    // A request that began before a reset may still hold the old faces; what it changes must not reach the new world.
    abandon: () => {
      abandoned = true
      faces.graph.stop()
    }
  }
}
