/** A setting's own colour as CSS, which itself takes the light or the dark one: no part is drawn anew for it. */
import type { Schemas } from "#/api/client";

export function shade(colours: Schemas["Colours"] | null | undefined): string | undefined {
  return colours ? `light-dark(${colours.light.text}, ${colours.dark.text})` : undefined;
}
