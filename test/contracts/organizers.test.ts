import { expect, test } from 'vitest'
import { dana, olga } from '../world/cast.ts'
import { onBothEngines } from './engines.ts'

onBothEngines('organizers', ({ place }) => {
  test('nobody is an organizer before she is enrolled', async () => {
    const { organizers } = await (await place()).open()
    expect(await organizers.find(olga.id)).toBeUndefined()
    expect(await organizers.all()).toEqual([])
  })

  test('an enrolled organizer is found as she was enrolled', async () => {
    const { organizers } = await (await place()).open()
    await organizers.enrol(olga)
    expect(await organizers.find(olga.id)).toEqual(olga)
  })

  test('who marries keeps her place: a second enrolment renews what may change, not the day', async () => {
    const { organizers } = await (await place()).open()
    await organizers.enrol(olga)
    const renewed = { ...olga, name: 'Olga Okafor-Lind', address: 'olga@acme.example', salesforceUsername: null }
    await organizers.enrol({ ...renewed, enrolledAt: olga.enrolledAt + 1 })
    expect(await organizers.all()).toEqual([renewed])
  })

  test('organizers come by name', async () => {
    const { organizers } = await (await place()).open()
    await organizers.enrol(olga)
    await organizers.enrol({ ...dana, enrolledAt: olga.enrolledAt, salesforceUsername: null })
    expect((await organizers.all()).map(({ name }) => name)).toEqual(['Dana Whitfield', 'Olga Okafor'])
  })
})
