/** The known name that was probably meant, as the end of a message. */
import { nearestName } from 'genba/quantity'

/** `; did you mean "cycle"?` for a message, or nothing. Of equals the first in `names` wins, so pass them in an order of their own. */
export function suggestion(written: string, names: Iterable<string>): string {
  const name = nearestName(written, names)
  return name === undefined ? '' : `; did you mean "${name}"?`
}
