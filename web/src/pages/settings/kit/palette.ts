/** Words that the API takes for colours, each with the colour that it stands for: the organisation's, not the console's. */
import { m } from "#/paraglide/messages.js";

export const PALETTE: ReadonlyArray<[string, string, () => string]> = [
  ["grey", "#57534e", m.settings_colour_grey],
  ["red", "#b91c1c", m.settings_colour_red],
  ["orange", "#c2410c", m.settings_colour_orange],
  ["amber", "#b45309", m.settings_colour_amber],
  ["yellow", "#a16207", m.settings_colour_yellow],
  ["lime", "#4d7c0f", m.settings_colour_lime],
  ["green", "#15803d", m.settings_colour_green],
  ["teal", "#0f766e", m.settings_colour_teal],
  ["cyan", "#0e7490", m.settings_colour_cyan],
  ["blue", "#2563eb", m.settings_colour_blue],
  ["purple", "#7e22ce", m.settings_colour_purple],
  ["pink", "#be185d", m.settings_colour_pink],
];
