// The people of both worlds as Entra, Exchange and Salesforce know them. Everything else hangs on these ids.

export type WorldName = 'acme' | 'contoso'

export type DirectoryUser = {
  /** Entra object id. */
  id: string
  displayName: string
  givenName: string
  surname: string
  mail: string | null
  userPrincipalName: string
  jobTitle: string | null
  accountEnabled: boolean
  /** What the mailbox is for, as mailboxSettings tells it; absent: a person's. */
  purpose?: 'room' | 'shared'
  /** Further addresses of the mailbox. */
  aliases?: string[]
  /** IANA zone in which the person lives; undefined: a directory entry without a mailbox. */
  zone?: string
  /** Salesforce username; undefined: no Salesforce user. */
  salesforce?: string
}

export type Tenant = { id: string; name: string; domain: string; clientId: string; clientSecret: string }

export const tenants: Record<WorldName, Tenant> = {
  acme: {
    id: 'a0c3e000-0000-4000-8000-00000000ac3e',
    name: 'Acme Ltd',
    domain: 'acme.example',
    clientId: 'a0c3e000-0000-4000-8000-0000000a9900',
    clientSecret: 'sandbox-only-secret'
  },
  contoso: {
    id: 'c0270500-0000-4000-8000-0000c0270500',
    name: 'Contoso',
    domain: 'contoso.onmicrosoft.com',
    clientId: 'c0270500-0000-4000-8000-0000000a9900',
    clientSecret: 'sandbox-only-secret'
  }
}

const acme = (number: number, name: string, jobTitle: string, zone: string, salesforce = true): DirectoryUser => {
  const [givenName = name, ...rest] = name.split(' ')
  const surname = rest.join(' ')
  const address = `${givenName}.${surname}@acme.example`.toLowerCase()
  return {
    id: `a0c3e000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    displayName: name,
    givenName,
    surname,
    mail: address,
    userPrincipalName: address,
    jobTitle,
    accountEnabled: true,
    zone,
    ...(salesforce ? { salesforce: address } : {})
  }
}

export const people: Record<WorldName, DirectoryUser[]> = {
  acme: [
    { ...acme(1, 'Olga Okafor', 'Chief Executive Officer', 'Europe/Berlin'), aliases: ['ceo@acme.example'] },
    {
      ...acme(2, 'Dana Whitfield', 'Executive Assistant', 'Europe/Berlin'),
      aliases: ['d.whitfield@acme.example', 'dana@acme.example']
    },
    acme(3, 'Ari Weiss', 'Executive Assistant', 'Europe/Berlin'),
    acme(4, 'Rae Lindqvist', 'Analyst', 'Europe/Stockholm'),
    acme(5, 'Sam Boateng', 'Office Manager', 'Europe/London'),
    acme(6, 'Fay Moreau', 'IT Operations', 'Europe/Paris', false),
    acme(7, 'Cora Duarte', 'Chief of Staff', 'Europe/Lisbon'),
    acme(8, 'Eve Tanaka', 'Executive Assistant', 'Asia/Tokyo'),
    acme(9, 'Max Adeyemi', 'Administrator', 'Europe/Berlin', false),
    acme(10, 'Piet Jansen', 'Chief Financial Officer', 'America/New_York'),
    acme(11, 'Priya Raman', 'Managing Director India', 'Asia/Kolkata'),
    // Nobody's calendar to offer: somebody from outside with an account here, and a room.
    {
      ...withoutMailbox(acme(12, 'Gil Fontana', 'Guest of Harborlight', 'Europe/Berlin', false)),
      mail: 'gil.fontana@harborlight.example',
      userPrincipalName: 'gil.fontana_harborlight.example#EXT#@acme.example'
    },
    {
      ...acme(13, 'Harbour', 'Meeting room', 'Europe/Berlin', false),
      mail: 'harbour@acme.example',
      userPrincipalName: 'harbour@acme.example',
      accountEnabled: false,
      purpose: 'room'
    }
  ],
  // Ids of the first three are those of the conformance personas.
  contoso: [
    contoso('64339082-ed84-4b0b-b4ab-004ae54f3747', 'Alex Wilber', 'AlexW'),
    contoso('d3b9214b-dd8b-441d-b7dc-c446c9fa0e69', 'Adele Vance', 'AdeleV'),
    contoso('662b947c-d9a1-4064-926c-eba1316d4462', 'Christie Cline', 'ChristieC'),
    contoso('48d31887-5fad-4d73-a9f5-3c356e68a038', 'Megan Bowen', 'MeganB'),
    contoso('c0270500-0000-4000-8000-000000000005', 'Samantha Booth', 'SamanthaB'),
    contoso('c0270500-0000-4000-8000-000000000006', 'Dana Swope', 'DanaS'),
    contoso('c0270500-0000-4000-8000-000000000007', 'Chief Executive', 'ceo'),
    withoutMailbox(contoso('c0270500-0000-4000-8000-000000000008', 'No Mailbox', 'nomailbox'))
  ]
}

function contoso(id: string, displayName: string, alias: string): DirectoryUser {
  const [givenName = displayName, ...rest] = displayName.split(' ')
  const address = `${alias}@contoso.onmicrosoft.com`
  return {
    id,
    displayName,
    givenName,
    surname: rest.join(' '),
    mail: address,
    userPrincipalName: address,
    jobTitle: null,
    accountEnabled: true,
    zone: 'America/Los_Angeles'
  }
}

function withoutMailbox({ zone: _, ...user }: DirectoryUser): DirectoryUser {
  return user
}
