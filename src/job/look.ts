import { FEWEST_TOGETHER, JointLook, type View } from './joint-look.ts'
import { readSingly, takeIn } from './single-read.ts'
import { isOpen, type Watch, type Watched } from './watched.ts'

/** Looks at the jobs that are due: few each by itself, more as far as possible through the list. */
export async function look(view: View, isDue: (watched: Watched) => boolean, w: Watch): Promise<View> {
  if (view.all.filter(isOpen).length >= FEWEST_TOGETHER) return new JointLook(view, isDue, w).take()
  const all = await Promise.all(
    view.all.map(async (watched) =>
      isDue(watched) ? takeIn(watched, await readSingly(watched, w), w) : watched,
    ),
  )
  return { ...view, all }
}
