/** All kinds of settings, in the order in which they are shown. */
import type { Group, Kind } from "../kit/spec";
import { apiKeys } from "./apiKeys";
import { calendars } from "./calendars";
import { departments } from "./departments";
import { fieldGroups } from "./fieldGroups";
import { fields } from "./fields";
import { macros } from "./macros";
import { members } from "./members";
import { priorities } from "./priorities";
import { roles } from "./roles";
import { rules } from "./rules";
import { slaPolicies } from "./sla";
import { statuses } from "./statuses";
import { views } from "./views";

export const KINDS: Kind[] = [
  apiKeys,
  departments,
  members,
  roles,
  statuses,
  priorities,
  fields,
  fieldGroups,
  views,
  macros,
  calendars,
  slaPolicies,
  rules,
];

export const GROUPS: Group[] = ["self", "team", "tickets", "time", "automation"];
