import { expect, test } from 'vitest'
import { audienceFor } from '../../src/salesforce/audience.ts'

const [production, sandboxes] = ['https://login.salesforce.com', 'https://test.salesforce.com']

// biome-ignore format: a table
test.each([
  ['https://login.salesforce.com',                              production],
  ['https://test.salesforce.com',                               sandboxes],
  ['https://acme.my.salesforce.com',                            production],
  ['https://acme.my.salesforce.com/',                           production],
  ['https://acme-dev-ed.develop.my.salesforce.com',             production],
  ['https://acme.my.salesforce.mil',                            production],
  ['https://acme--uat.sandbox.my.salesforce.com',               sandboxes],
  ['https://acme--uat.my.salesforce.com',                       sandboxes],
  ['https://acme--uat.cs12.my.salesforce.com',                  sandboxes],
  ['https://energy-ability-1234.scratch.my.salesforce.com',     sandboxes],
  ['https://acme.my.site.com',                                  'https://acme.my.site.com'],
  ['http://127.0.0.1:3001',                                     'http://127.0.0.1:3001'],
  ['https://my.salesforce.com.evil.example',                    'https://my.salesforce.com.evil.example']
])('an assertion that is sent to %s is for %s', (loginUrl, audience) => {
  expect(audienceFor(loginUrl)).toBe(audience)
})
