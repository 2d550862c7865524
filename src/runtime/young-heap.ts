import { setFlagsFromString } from 'node:v8'

/**
 * Keeps V8 from growing its space for new objects, which it does at the first burst of work. A step that waits for hours needs
 * little of it, and runners may have little memory: the peak is 10 MiB lower.
 */
export function keepYoungHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}
