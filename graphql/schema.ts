import './modules/all.ts'
import { builder } from './builder.ts'

/** The public contract. `npm run schema` prints it. */
export const schema = builder.toSchema()
