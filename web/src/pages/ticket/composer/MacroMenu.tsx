/** Prepared answers and steps: applied as a whole by the server, or only their words put into the text. */
import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconBolt, IconTextPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useCatalog, useNameOf } from "#/api/catalog";
import type { Schemas } from "#/api/client";
import { useMe } from "#/api/me";
import { applyMacro } from "#/api/ticketChanges";
import { m } from "#/paraglide/messages.js";
import { UserText } from "#/ui/UserText";
import { useOpen } from "../open";
import { doAndSay } from "../save";
import { typed } from "./draft";
import { filled, usableMacros } from "./macros";
import type { ComposerState } from "./useComposer";

export function MacroMenu({ composer }: { composer: ComposerState }) {
  const [asked, setAsked] = useState(false);
  return (
    <Menu position="top-start" onOpen={() => setAsked(true)}>
      <Menu.Target>
        <Tooltip label={m.ticket_macros()}>
          <ActionIcon variant="subtle" color="gray" aria-label={m.ticket_macros()}>
            <IconBolt size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflow: "auto" }}>
        {asked ? <Items composer={composer} /> : null}
      </Menu.Dropdown>
    </Menu>
  );
}

function Items({ composer }: { composer: ComposerState }) {
  const { ticket } = useOpen();
  const nameOf = useNameOf();
  const me = useMe();
  const macros = usableMacros(useCatalog("macros") ?? [], me);
  const filling = {
    "ticket.number": ticket.reference,
    "ticket.subject": ticket.subject,
    "customer.name": ticket.requester?.name ?? "",
    "member.name": me.name,
  };
  const insert = (macro: Schemas["Macro"]) => {
    if (!macro.text) return;
    const words = { ...macro.text, body: filled(macro.text.body, filling) };
    composer.change((now) => {
      const begun = now.body.trim() === "" ? { ...now, visibility: words.visibility } : now;
      return typed(begun, now.body.trim() === "" ? words.body : `${now.body}\n${words.body}`);
    });
    requestAnimationFrame(() => composer.text.current?.focus());
  };
  // it takes the focus, without which Escape would not close the menu
  if (macros.length === 0) return <Menu.Item aria-disabled>{m.ticket_macros_none()}</Menu.Item>;
  const withText = macros.filter((macro) => macro.text);
  return (
    <>
      <Menu.Label>{m.ticket_macros_apply()}</Menu.Label>
      {macros.map((macro) => (
        <Menu.Item
          key={macro.id}
          leftSection={<IconBolt size={15} aria-hidden />}
          onClick={() =>
            void doAndSay(() => applyMacro(ticket.id, macro.id), m.ticket_macro_applied({ name: nameOf(macro) }))
          }
        >
          <UserText>{nameOf(macro)}</UserText>
        </Menu.Item>
      ))}
      {withText.length > 0 && <Menu.Label>{m.ticket_macros_insert()}</Menu.Label>}
      {withText.map((macro) => (
        <Menu.Item key={macro.id} leftSection={<IconTextPlus size={15} aria-hidden />} onClick={() => insert(macro)}>
          <UserText>{nameOf(macro)}</UserText>
        </Menu.Item>
      ))}
    </>
  );
}
