// The personas of the cases, however a case calls them: AlexW@contoso…, alexw, Alex.

export type Persona = { address: string; id: string; first: string }

const persona = (alias: string, first: string, id: string): Persona => ({
  address: `${alias}@contoso.onmicrosoft.com`,
  first,
  id
})

export const people = {
  alex: persona('AlexW', 'alex', '64339082-ed84-4b0b-b4ab-004ae54f3747'),
  adele: persona('AdeleV', 'adele', 'd3b9214b-dd8b-441d-b7dc-c446c9fa0e69'),
  christie: persona('ChristieC', 'christie', '662b947c-d9a1-4064-926c-eba1316d4462'),
  megan: persona('MeganB', 'megan', '48d31887-5fad-4d73-a9f5-3c356e68a038'),
  samantha: persona('SamanthaB', 'samantha', 'c0270500-0000-4000-8000-000000000005'),
  dana: persona('DanaS', 'dana', 'c0270500-0000-4000-8000-000000000006'),
  ceo: persona('ceo', 'ceo', 'c0270500-0000-4000-8000-000000000007'),
  nomailbox: persona('nomailbox', 'nomailbox', 'c0270500-0000-4000-8000-000000000008')
} satisfies Record<string, Persona>

const all: Persona[] = Object.values(people)

/** By address in whatever domain a page happens to use, by alias, by first name or by object id. */
export function personCalled(said: string): Persona | undefined {
  const wanted = (said.split('@')[0] ?? '').trim().toLowerCase()
  return all.find(({ address, id, first }) => [alias(address), id, first].includes(wanted))
}

export const samePerson = (one: Persona | undefined, other: Persona | undefined) => one !== undefined && one === other

const alias = (address: string) => (address.split('@')[0] ?? '').toLowerCase()

/** First names and aliases, for reading sentences. */
export const names = all.flatMap(({ address, first }) => [first, alias(address)])
