// Finds the browser that journeys are made in, or installs one, and says what it did.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'
]

/** The path of a Chromium that is on this machine; undefined when there is none. */
export function findBrowser(): string | undefined {
  return [...usualPlaces, chromium.executablePath()].find((path) => path && existsSync(path))
}

/** As above, but fetches one when none is there: playwright's own, else Debian's when we are root. */
export function findOrInstallBrowser(say: (line: string) => void): string | undefined {
  const there = findBrowser()
  if (there) {
    say(`Journeys run in ${there}.`)
    return there
  }

  say('No Chromium or Chrome on this machine: fetching playwright’s own …')
  const cli = new URL('../node_modules/playwright-core/cli.js', import.meta.url).pathname
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'inherit', timeout: 180_000 })
  const fetched = findBrowser()
  if (fetched) {
    say(`Journeys run in ${fetched}.`)
    return fetched
  }

  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('That did not work: installing Debian’s chromium with apt-get …')
    spawnSync('apt-get', ['update', '-q'], { stdio: 'inherit' })
    spawnSync('apt-get', ['install', '-qy', '--no-install-recommends', 'chromium'], { stdio: 'inherit' })
    const installed = findBrowser()
    if (installed) say(`Journeys run in ${installed}.`)
    return installed
  }
  return undefined
}

/** What every launch needs: no sandbox as root, and no calls to anybody's servers from the browser itself. */
export const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync'
]
