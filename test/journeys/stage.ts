// One town and one browser for a file of journeys.
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { browserArguments, findBrowser } from '../browser.ts'
import { aPlace, leave, type Place, startTown, type Town } from './town.ts'

export type Stage = {
  readonly town: Town
  /** A person at a browser of her own: nobody else's cookies. Gone after the test. */
  visitor(options?: BrowserContextOptions): Promise<Page>
  /** A signed-in one, who came through the page of the imitated Entra ID. */
  signedIn(name: string, options?: BrowserContextOptions): Promise<Page>
  /** Ctrl-C and the same again: the folder stays, what was only in memory is gone. */
  restart(): Promise<void>
  /** What browsers complained about since the last look: broken policies, scripts that threw, files that are missing. */
  complaints(): string[]
}

export function aStage(settings?: Record<string, string>): Stage {
  let place: Place | undefined
  let town: Town | undefined
  let browser: Browser | undefined
  let contexts: BrowserContext[] = []
  let complaints: string[] = []

  beforeAll(async () => {
    place = await aPlace(settings)
    town = await startTown(place)
    browser = await launchBrowser()
  })
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()))
    contexts = []
    complaints = []
    await town?.clouds.noTrouble()
  })
  afterAll(async () => {
    await browser?.close()
    await leave(town, place?.folder)
  })

  const stage: Stage = {
    get town() {
      if (!town) throw new Error('the town has not been started')
      return town
    },
    async restart() {
      await stage.town.stop()
      town = await stage.town.startAgain()
    },
    async visitor(options = {}) {
      const context = await browser?.newContext({ locale: 'en-GB', timezoneId: 'Europe/Berlin', ...options })
      if (!context) throw new Error('the browser has not been started')
      contexts.push(context)
      const page = await context.newPage()
      page.setDefaultTimeout(15_000)
      page.on('console', (message) => {
        // refusals are pages with a status of their own; Chromium reports each as a failed load
        if (message.type() === 'error' && !/status of (4\d\d|503)/.test(message.text())) complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(error.message))
      return page
    },
    async signedIn(name, options) {
      const page = await stage.visitor(options)
      await page.goto(`${stage.town.origin}/console`)
      await page.getByRole('button', { name: `Sign in as ${name}` }).click()
      await page.getByRole('heading', { name: 'You act for' }).waitFor()
      return page
    },
    complaints: () => complaints
  }
  return stage
}

export async function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser()
  if (!executablePath) throw new Error('no browser on this machine; npm test installs one')
  return chromium.launch({ executablePath, args: browserArguments })
}
