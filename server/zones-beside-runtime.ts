// A process of its own for a moment: comparing costs a second and 35 MB, which the server shall not have in its books.
import { zoneDifferences } from './zone-differences.ts'

process.stdout.write(JSON.stringify(zoneDifferences(Date.now())))
