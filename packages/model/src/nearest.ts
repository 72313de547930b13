/** The known name that was probably meant, as the end of a message. */
import { nearestName } from 'genba/quantity'

/** `; did you mean "cycle"?` for a message, or nothing. Of equals the first in `names` wins, so pass them in an order of their own. */
export function suggestion(written: string, names: Iterable<string>): string {
  const near = nearestName(written, names)
  // One letter for another is no slip of the hand, it is another name.
  const name = written.length === 1 && near?.toLowerCase() !== written.toLowerCase() ? undefined : near
  return name === undefined ? '' : `; did you mean "${name}"?`
}
