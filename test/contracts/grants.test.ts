import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { ari, dana, eve, mondayMorning, olga, sam } from '../world/cast.ts'
import { granted } from '../world/grants.ts'
import { onBothEngines } from './engines.ts'
import { openWithLinks } from './story.ts'

onBothEngines('grants', ({ place }) => {
  test('a grant is found as it was recorded, and only for that person', async () => {
    const { grants } = await openWithLinks(await place())
    const grant = granted(ari, 'author', {
      optIns: ['answer invitation'],
      endsAt: mondayMorning + 1000,
      afterwards: { links: 'hand over', to: { id: eve.id, name: eve.name, address: eve.address } }
    })
    await grants.record(grant)
    expect(await grants.about(ari.id, olga.id)).toEqual({ grant, delegatesNeedGrant: false })
    expect(await grants.about(dana.id, olga.id)).toEqual({ grant: undefined, delegatesNeedGrant: false })
    expect(await grants.about(ari.id, dana.id)).toEqual({ grant: undefined, delegatesNeedGrant: false })
  })

  test('recorded again it is changed, on every instance at once', async () => {
    const at = await place()
    const one = await openWithLinks(at)
    const other = await at.open()
    await one.grants.record(granted(ari, 'author', { afterwards: { links: 'hand over', to: eve } }))
    await other.grants.about(ari.id, olga.id)
    await one.grants.record(granted(ari, 'editor', { recordedAt: mondayMorning + 1 }))
    await setImmediate() // another event: an answer is as new as the event that asks
    expect((await other.grants.about(ari.id, olga.id)).grant).toEqual(
      granted(ari, 'editor', { recordedAt: mondayMorning + 1 })
    )
  })

  test('a grant that was taken back is gone; a second time there is none', async () => {
    const { grants } = await openWithLinks(await place())
    await grants.record(granted(sam, 'time slots only'))
    expect(await grants.remove(olga.id, sam.id)).toBe(true)
    expect(await grants.remove(olga.id, sam.id)).toBe(false)
    expect((await grants.about(sam.id, olga.id)).grant).toBeUndefined()
  })

  test('the grants of one organizer come by name', async () => {
    const { grants } = await openWithLinks(await place())
    await grants.record(granted(sam, 'time slots only'))
    await grants.record(granted(ari, 'author'))
    expect((await grants.ofOrganizer(olga.id)).map(({ person }) => person.name)).toEqual(['Ari Weiss', 'Sam Boateng'])
    expect(await grants.ofOrganizer(dana.id)).toEqual([])
  })

  test('that delegates need a grant is said once, and outlives a renewed enrolment', async () => {
    const { grants, organizers } = await openWithLinks(await place())
    expect(await grants.delegatesNeedGrant(olga.id)).toBe(false)
    expect(await grants.setDelegatesNeedGrant(olga.id, true)).toBe(true)
    expect(await grants.setDelegatesNeedGrant(olga.id, true)).toBe(false)
    await organizers.enrol({ ...olga, name: 'Olga Okafor-Lind' })
    expect(await grants.about(dana.id, olga.id)).toEqual({ grant: undefined, delegatesNeedGrant: true })
    expect(await grants.setDelegatesNeedGrant(olga.id, false)).toBe(true)
    expect(await grants.delegatesNeedGrant(olga.id)).toBe(false)
  })

  test('nobody has a grant for her own calendar, whatever writes it', async () => {
    const { grants } = await openWithLinks(await place())
    await expect(grants.record(granted(olga, 'editor'))).rejects.toThrow()
  })

  test('those that are over, and whose links somebody takes over, are found; the others are not', async () => {
    const { grants } = await openWithLinks(await place())
    const afterwards = { links: 'hand over' as const, to: eve }
    await grants.record(granted(ari, 'author', { endsAt: mondayMorning, afterwards }))
    await grants.record(granted(sam, 'time slots only', { endsAt: mondayMorning }))
    await grants.record(granted(dana, 'editor', { afterwards }))
    expect(await grants.handingOver(mondayMorning - 1)).toEqual([])
    expect((await grants.handingOver(mondayMorning)).map(({ person }) => person.id)).toEqual([ari.id])
  })

  test('what an export says of a mailbox is kept until the next one', async () => {
    const { mailboxExports } = await openWithLinks(await place())
    const by = { id: dana.id, name: dana.name, address: dana.address }
    const first = { organizer: olga.id, holders: [eve.id], unclear: 1, uploadedAt: mondayMorning, uploadedBy: by }
    expect(await mailboxExports.about(olga.id)).toBeUndefined()
    await mailboxExports.keep([first])
    expect(await mailboxExports.about(olga.id)).toEqual(first)
    await mailboxExports.keep([{ ...first, holders: [], unclear: 0 }])
    expect(await mailboxExports.all()).toEqual([{ ...first, holders: [], unclear: 0 }])
  })
})
