import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// Five kinds of test, by what they cost (docs/architecture.md). `npm run check` runs the fast ones, `npm test` all.
export default defineConfig({
  test: {
    reporters: ['default'],
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: ['test/contracts/**', 'test/sandbox/**', 'test/journeys/**', 'test/simulation/**'],
          testTimeout: 20_000 // they take milliseconds, and are right on a machine that has no time for them, too
        }
      },
      { test: { name: 'sandbox', include: ['test/sandbox/**/*.test.ts'], testTimeout: 20_000 } },
      {
        test: {
          name: 'contracts',
          include: ['test/contracts/**/*.test.ts'],
          globalSetup: 'test/contracts/postgres.ts',
          testTimeout: 20_000,
          hookTimeout: 30_000
        }
      },
      {
        test: {
          name: 'simulation',
          include: ['test/simulation/**/*.test.ts'],
          maxConcurrency: availableParallelism(), // each is a process that computes and never waits
          testTimeout: 240_000
        }
      },
      {
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000
        }
      }
    ]
  }
})
